# pylint: disable=line-too-long
import json
from collections.abc import Mapping, Sequence

TRUSTED_PREFIXES = (
    "arn:aws:iam::444455556666:",
    "444455556666",
)

TRUSTED_PREFIXES_2 = (
    "AIDA",
    "AROA",
)


def rule(event):
    return (
        event.get("eventSource") == "iam.amazonaws.com"
        and _outcome(event) == "success"
        and (
            event.get("eventName") == "UpdateAssumeRolePolicy"
            and any(
                _get(statement, "Effect") == "Allow"
                and (
                    _get(statement, "Principal") == "*"
                    or any(
                        not _contains(_text(trusted), _account(event))
                        and not _text(trusted).startswith(TRUSTED_PREFIXES)
                        and not _text(trusted).startswith(TRUSTED_PREFIXES_2)
                        for trusted in _items(_get(statement, "Principal", "AWS"))
                    )
                )
                for statement in _items(
                    _get(_json(event.deep_get("requestParameters", "policyDocument")), "Statement")
                )
            )
            or event.get("eventName") == "CreateRole"
            and any(
                _get(statement, "Effect") == "Allow"
                and (
                    _get(statement, "Principal") == "*"
                    or any(
                        not _contains(_text(trusted), _account(event))
                        and not _text(trusted).startswith(TRUSTED_PREFIXES)
                        and not _text(trusted).startswith(TRUSTED_PREFIXES_2)
                        for trusted in _items(_get(statement, "Principal", "AWS"))
                    )
                )
                for statement in _items(
                    _get(
                        _json(event.deep_get("requestParameters", "assumeRolePolicyDocument")),
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
    role_name = (
        _shown(event.deep_get("requestParameters", "roleName")) or "<requestParameters.roleName>"
    )
    return f"{user_identity_arn} opened role {role_name} to another account"


def dedup(event):
    role_name = (
        _shown(event.deep_get("requestParameters", "roleName")) or "<requestParameters.roleName>"
    )
    return f"{role_name}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def severity(event):
    if event.get("eventName") == "CreateRole":
        return "MEDIUM"
    return "DEFAULT"


def alert_context(event):
    return {
        "requestParameters.roleName": event.deep_get("requestParameters", "roleName"),
        "requestParameters.policyDocument": event.deep_get("requestParameters", "policyDocument"),
        "requestParameters.assumeRolePolicyDocument": event.deep_get(
            "requestParameters", "assumeRolePolicyDocument"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _outcome(event):
    if event.get("eventName") == "ConsoleLogin" and _present(
        event.deep_get("responseElements", "ConsoleLogin")
    ):
        return _text(event.deep_get("responseElements", "ConsoleLogin")).lower()
    if event.get("errorCode") or event.get("errorMessage"):
        return "failure"
    return "success"


def _account(event):
    if event.deep_get("userIdentity", "accountId"):
        return str(event.deep_get("userIdentity", "accountId", default=""))
    return str(event.deep_get("recipientAccountId", default=""))


def _contains(left, right):
    return right != "" and right in left


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
