MANAGED_POLICY_ARNS = (
    "arn:aws:iam::aws:policy/AdministratorAccess",
    "arn:aws:iam::aws:policy/IAMFullAccess",
    "arn:aws-cn:iam::aws:policy/AdministratorAccess",
    "arn:aws-cn:iam::aws:policy/IAMFullAccess",
    "arn:aws-us-gov:iam::aws:policy/AdministratorAccess",
    "arn:aws-us-gov:iam::aws:policy/IAMFullAccess",
)


def rule(event):
    return (
        event.get("eventSource") == "sso.amazonaws.com"
        and event.get("eventName") == "AttachManagedPolicyToPermissionSet"
        and event.deep_get("requestParameters", "managedPolicyArn") in MANAGED_POLICY_ARNS
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
    managed_policy_arn = (
        _shown(event.deep_get("requestParameters", "managedPolicyArn"))
        or "<requestParameters.managedPolicyArn>"
    )
    permission_set_arn = (
        _shown(event.deep_get("requestParameters", "permissionSetArn"))
        or "<requestParameters.permissionSetArn>"
    )
    return f"{user_identity_arn} put {managed_policy_arn} into {permission_set_arn}"


def dedup(event):
    return (
        _shown(event.deep_get("requestParameters", "permissionSetArn"))
        or "<requestParameters.permissionSetArn>"
    )


def alert_context(event):
    return {
        "requestParameters.permissionSetArn": event.deep_get(
            "requestParameters", "permissionSetArn"
        ),
        "requestParameters.managedPolicyArn": event.deep_get(
            "requestParameters", "managedPolicyArn"
        ),
        "requestParameters.instanceArn": event.deep_get("requestParameters", "instanceArn"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
