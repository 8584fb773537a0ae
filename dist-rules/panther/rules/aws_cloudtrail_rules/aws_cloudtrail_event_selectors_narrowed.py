from collections.abc import Mapping, Sequence


def rule(event):
    return (
        event.get("eventSource") == "cloudtrail.amazonaws.com"
        and event.get("eventName") == "PutEventSelectors"
        and not (event.get("errorCode") or event.get("errorMessage"))
        and (
            (
                any(
                    _present(_get(item, "includeManagementEvents"))
                    for item in _items(event.deep_get("requestParameters", "eventSelectors"))
                )
                or any(
                    _present(_get(item, "readWriteType"))
                    for item in _items(event.deep_get("requestParameters", "eventSelectors"))
                )
            )
            and all(
                _get(selector, "includeManagementEvents") in (False, "false")
                or _get(selector, "readWriteType") == "ReadOnly"
                for selector in _items(event.deep_get("requestParameters", "eventSelectors"))
            )
            or any(
                _present(_get(item_2, "field"))
                for item in _items(event.deep_get("requestParameters", "advancedEventSelectors"))
                for item_2 in _items(_get(item, "fieldSelectors"))
            )
            and not any(
                item_3 == "Management"
                for item in _items(event.deep_get("requestParameters", "advancedEventSelectors"))
                for item_2 in _items(_get(item, "fieldSelectors"))
                for item_3 in _items(_get(item_2, "equals"))
            )
        )
    )


def title(event):
    user_identity_arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    trail_name = (
        _shown(event.deep_get("requestParameters", "trailName")) or "<requestParameters.trailName>"
    )
    return f"{user_identity_arn} took management writes out of trail {trail_name}"


def dedup(event):
    trail_name = (
        _shown(event.deep_get("requestParameters", "trailName")) or "<requestParameters.trailName>"
    )
    return f"{trail_name}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def alert_context(event):
    return {
        "requestParameters.trailName": event.deep_get("requestParameters", "trailName"),
        "requestParameters.eventSelectors": event.deep_get("requestParameters", "eventSelectors"),
        "requestParameters.advancedEventSelectors": event.deep_get(
            "requestParameters", "advancedEventSelectors"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""


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
