# pylint: disable=line-too-long
import json
from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "SetQueueAttributes",
    "CreateQueue",
)


def rule(event):
    return (
        event.get("eventSource") == "sqs.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and not (event.get("errorCode") or event.get("errorMessage"))
        and any(
            _get(statement, "Effect") == "Allow"
            and (
                _get(statement, "Principal") == "*"
                or any(item == "*" for item in _items(_get(statement, "Principal", "AWS")))
            )
            and not _present(_get(statement, "Condition"))
            for statement in _items(
                _get(
                    _json(event.deep_get("requestParameters", "attributes", "Policy")), "Statement"
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
    return f"{user_identity_arn} opened queue {_queue_url(event)} to everyone"


def dedup(event):
    return f"{_queue_url(event)}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.queueUrl": event.deep_get("requestParameters", "queueUrl"),
        "requestParameters.queueName": event.deep_get("requestParameters", "queueName"),
        "requestParameters.attributes.Policy": event.deep_get(
            "requestParameters", "attributes", "Policy"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _queue_url(event):
    return (
        _shown(event.deep_get("requestParameters", "queueUrl"))
        or _shown(event.deep_get("requestParameters", "queueName"))
        or "<requestParameters.queueUrl ?? requestParameters.queueName>"
    )


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
