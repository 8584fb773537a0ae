# pylint: disable=line-too-long
import json
from collections.abc import Mapping, Sequence


def rule(event):
    return (
        event.get("eventSource") == "sns.amazonaws.com"
        and _outcome(event) == "success"
        and (
            event.get("eventName") == "SetTopicAttributes"
            and event.deep_get("requestParameters", "attributeName") == "Policy"
            and any(
                _get(statement, "Effect") == "Allow"
                and (
                    _get(statement, "Principal") == "*"
                    or any(item == "*" for item in _items(_get(statement, "Principal", "AWS")))
                )
                and not _present(_get(statement, "Condition"))
                for statement in _items(
                    _get(_json(event.deep_get("requestParameters", "attributeValue")), "Statement")
                )
            )
            or event.get("eventName") == "CreateTopic"
            and any(
                _get(statement, "Effect") == "Allow"
                and (
                    _get(statement, "Principal") == "*"
                    or any(item == "*" for item in _items(_get(statement, "Principal", "AWS")))
                )
                and not _present(_get(statement, "Condition"))
                for statement in _items(
                    _get(
                        _json(event.deep_get("requestParameters", "attributes", "Policy")),
                        "Statement",
                    )
                )
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
    return f"{user_identity_arn} opened topic {_topic(event)} to everyone"


def dedup(event):
    return _topic(event)


def alert_context(event):
    return {
        "requestParameters.topicArn": event.deep_get("requestParameters", "topicArn"),
        "responseElements.topicArn": event.deep_get("responseElements", "topicArn"),
        "requestParameters.attributeValue": event.deep_get("requestParameters", "attributeValue"),
        "requestParameters.attributes": event.deep_get("requestParameters", "attributes"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _topic(event):
    return (
        _shown(event.deep_get("requestParameters", "topicArn"))
        or _shown(event.deep_get("responseElements", "topicArn"))
        or "<topic>"
    )


def _outcome(event):
    if event.get("eventName") == "ConsoleLogin" and _present(
        event.deep_get("responseElements", "ConsoleLogin")
    ):
        return _text(event.deep_get("responseElements", "ConsoleLogin")).lower()
    if event.get("errorCode") or event.get("errorMessage"):
        return "failure"
    return "success"


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""


def _json(value):
    if not isinstance(value, str):
        return value
    try:
        parsed = json.loads(value, parse_constant=_refuse)
        # Writing it again refuses what is no portable JSON: half a surrogate pair, an infinite number.
        json.dumps(parsed, allow_nan=False, ensure_ascii=False).encode()
        return parsed
    except (ValueError, RecursionError):
        return None


def _refuse(constant):
    raise ValueError(f"{constant} is not JSON")


def _items(value):
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [item for item in value if _present(item)]
    return [value] if _present(value) else []


def _get(value, *keys):
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _text(value):
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) and abs(value) <= 2**53 else ""


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
