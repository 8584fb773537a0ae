# pylint: disable=line-too-long
import json
import re
from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "PutUserPolicy",
    "PutRolePolicy",
    "PutGroupPolicy",
    "CreatePolicy",
    "CreatePolicyVersion",
)

ACTION_PATTERNS = (
    r"^\*+\Z",
    r"^\*+:\*+\Z",
    r"^[Ii][Aa][Mm]:\*+\Z",
)


def rule(event):
    return (
        event.get("eventSource") == "iam.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and not (event.get("errorCode") or event.get("errorMessage"))
        and any(
            _get(statement, "Effect") == "Allow"
            and any(
                any(re.search(pattern, _text(item)) for pattern in ACTION_PATTERNS)
                for item in _items(_get(statement, "Action"))
            )
            and any(item == "*" for item in _items(_get(statement, "Resource")))
            for statement in _items(
                _get(_json(event.deep_get("requestParameters", "policyDocument")), "Statement")
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
    return (
        f"{user_identity_arn} wrote a policy that allows everything ("
        f"{event.get('eventName') or '<eventName>'})"
    )


def dedup(event):
    policy_name = (
        _shown(event.deep_get("requestParameters", "policyName"))
        or _shown(event.deep_get("requestParameters", "policyArn"))
        or "<policy>"
    )
    user_name = (
        _shown(event.deep_get("requestParameters", "userName"))
        or _shown(event.deep_get("requestParameters", "roleName"))
        or _shown(event.deep_get("requestParameters", "groupName"))
        or "<holder>"
    )
    return f"{policy_name}|{user_name}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.policyName": event.deep_get("requestParameters", "policyName"),
        "requestParameters.policyArn": event.deep_get("requestParameters", "policyArn"),
        "requestParameters.policyDocument": event.deep_get("requestParameters", "policyDocument"),
        "requestParameters.userName": event.deep_get("requestParameters", "userName"),
        "requestParameters.roleName": event.deep_get("requestParameters", "roleName"),
        "requestParameters.groupName": event.deep_get("requestParameters", "groupName"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


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
