from collections.abc import Mapping, Sequence


def rule(event):
    return event.get("eventName") == "ListUsers"


def title(_event):
    return "Everything that is said about a rule"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "requestParameters": event.get("requestParameters"),
        "resources[].ARN": [_get(item, "ARN") for item in _items(event.get("resources"))],
    }


def _items(value):
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [item for item in value if _present(item)]
    return [value] if _present(value) else []


def _get(value, *keys):
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _present(value):
    pending = [value]
    while pending:
        value = pending.pop()
        if isinstance(value, Mapping):
            pending.extend(value.values())
        elif isinstance(value, Sequence) and not isinstance(value, str):
            pending.extend(value)
        elif value is not None and value != "":
            return True
    return False
