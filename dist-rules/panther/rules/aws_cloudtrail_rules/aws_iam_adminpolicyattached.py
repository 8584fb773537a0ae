from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "AttachUserPolicy",
    "AttachRolePolicy",
    "AttachGroupPolicy",
)

POLICY_ARNS = (
    "arn:aws:iam::aws:policy/AdministratorAccess",
    "arn:aws:iam::aws:policy/IAMFullAccess",
    "arn:aws-cn:iam::aws:policy/AdministratorAccess",
    "arn:aws-cn:iam::aws:policy/IAMFullAccess",
    "arn:aws-us-gov:iam::aws:policy/AdministratorAccess",
    "arn:aws-us-gov:iam::aws:policy/IAMFullAccess",
)


def rule(event):
    return (
        event.get("eventSource") == "iam.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and event.deep_get("requestParameters", "policyArn") in POLICY_ARNS
        and _outcome(event) == "success"
    )


def title(event):
    arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    policy_arn = (
        _shown(event.deep_get("requestParameters", "policyArn")) or "<requestParameters.policyArn>"
    )
    user_name = (
        _shown(event.deep_get("requestParameters", "userName"))
        or _shown(event.deep_get("requestParameters", "roleName"))
        or _shown(event.deep_get("requestParameters", "groupName"))
        or "<receiver>"
    )
    return f"{arn} gave {policy_arn} to {user_name}"


def dedup(event):
    user_name = (
        _shown(event.deep_get("requestParameters", "userName"))
        or _shown(event.deep_get("requestParameters", "roleName"))
        or _shown(event.deep_get("requestParameters", "groupName"))
        or "<receiver>"
    )
    return f"{user_name}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def severity(event):
    if event.deep_get("userIdentity", "invokedBy") == "sso.amazonaws.com":
        return "LOW"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.policyArn": event.deep_get("requestParameters", "policyArn"),
        "requestParameters.userName": event.deep_get("requestParameters", "userName"),
        "requestParameters.roleName": event.deep_get("requestParameters", "roleName"),
        "requestParameters.groupName": event.deep_get("requestParameters", "groupName"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "userIdentity.invokedBy": event.deep_get("userIdentity", "invokedBy"),
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


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""


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
