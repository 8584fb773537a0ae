EVENT_NAMES = (
    "DeleteUserPermissionsBoundary",
    "DeleteRolePermissionsBoundary",
)


def rule(event):
    return (
        event.get("eventSource") == "iam.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and not (event.get("errorCode") or event.get("errorMessage"))
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


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
