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
    policy_arn = (
        _shown(event.deep_get("requestParameters", "policyArn")) or "<requestParameters.policyArn>"
    )
    return f"{user_identity_arn} gave {policy_arn} to {_receiver(event)}"


def dedup(event):
    return f"{_receiver(event)}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


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


def _receiver(event):
    return (
        _shown(event.deep_get("requestParameters", "userName"))
        or _shown(event.deep_get("requestParameters", "roleName"))
        or _shown(event.deep_get("requestParameters", "groupName"))
        or "<receiver>"
    )


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
