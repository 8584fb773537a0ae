from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "DeleteUserPermissionsBoundary",
    "DeleteRolePermissionsBoundary",
)

EVENT_NAMES_2 = (
    "PutUserPermissionsBoundary",
    "PutRolePermissionsBoundary",
)

PERMISSIONS_BOUNDARIES = (
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
        and _outcome(event) == "success"
        and (
            event.get("eventName") in EVENT_NAMES
            or event.get("eventName") in EVENT_NAMES_2
            and event.deep_get("requestParameters", "permissionsBoundary") in PERMISSIONS_BOUNDARIES
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
    return f"{user_identity_arn} took the boundary off {_role_name(event)}"


def dedup(event):
    return f"{_role_name(event)}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.roleName": event.deep_get("requestParameters", "roleName"),
        "requestParameters.userName": event.deep_get("requestParameters", "userName"),
        "requestParameters.permissionsBoundary": event.deep_get(
            "requestParameters", "permissionsBoundary"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _role_name(event):
    return (
        _shown(event.deep_get("requestParameters", "roleName"))
        or _shown(event.deep_get("requestParameters", "userName"))
        or "<requestParameters.roleName ?? requestParameters.userName>"
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
