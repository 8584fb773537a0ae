from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "AttachUserPolicy",
    "PutUserPolicy",
    "AddUserToGroup",
    "PutUserPermissionsBoundary",
    "DeleteUserPermissionsBoundary",
    "DetachUserPolicy",
    "DeleteUserPolicy",
)

USER_IDENTITY_TYPES = (
    "AssumedRole",
    "FederatedUser",
)

EVENT_NAMES_2 = (
    "AttachRolePolicy",
    "PutRolePolicy",
    "UpdateAssumeRolePolicy",
    "PutRolePermissionsBoundary",
    "DeleteRolePermissionsBoundary",
    "DetachRolePolicy",
    "DeleteRolePolicy",
)

EVENT_NAMES_3 = (
    "DetachUserPolicy",
    "DeleteUserPolicy",
    "DetachRolePolicy",
    "DeleteRolePolicy",
)


def rule(event):
    return (
        event.get("eventSource") == "iam.amazonaws.com"
        and _outcome(event) == "success"
        and (
            event.deep_get("userIdentity", "type") == "IAMUser"
            and event.get("eventName") in EVENT_NAMES
            and _equals(
                _text(event.deep_get("requestParameters", "userName")).lower(),
                _actor(event).lower(),
            )
            or event.deep_get("userIdentity", "type") == "AssumedRole"
            and event.get("eventName") in EVENT_NAMES_2
            and _equals(
                _text(event.deep_get("requestParameters", "roleName")).lower(),
                _actor(event).lower(),
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
        f"{user_identity_arn} changed its own permissions by "
        f"{event.get('eventName') or '<eventName>'}"
    )


def dedup(event):
    return f"{_actor(event) or '<actor>'}|{_account(event) or '<account>'}"


def severity(event):
    if event.get("eventName") in EVENT_NAMES_3:
        return "MEDIUM"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.userName": event.deep_get("requestParameters", "userName"),
        "requestParameters.roleName": event.deep_get("requestParameters", "roleName"),
        "requestParameters.groupName": event.deep_get("requestParameters", "groupName"),
        "requestParameters.policyArn": event.deep_get("requestParameters", "policyArn"),
        "requestParameters.policyName": event.deep_get("requestParameters", "policyName"),
        "requestParameters.policyDocument": event.deep_get("requestParameters", "policyDocument"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
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


def _actor(event):
    if event.deep_get("userIdentity", "type") in USER_IDENTITY_TYPES and event.deep_get(
        "userIdentity", "sessionContext", "sessionIssuer", "userName"
    ):
        return str(
            event.deep_get(
                "userIdentity", "sessionContext", "sessionIssuer", "userName", default=""
            )
        )
    return str(event.deep_get("userIdentity", "userName", default=""))


def _account(event):
    if event.deep_get("userIdentity", "accountId"):
        return str(event.deep_get("userIdentity", "accountId", default=""))
    return str(event.deep_get("recipientAccountId", default=""))


def _equals(left, right):
    return right != "" and left == right


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
