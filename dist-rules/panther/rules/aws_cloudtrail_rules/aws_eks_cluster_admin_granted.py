POLICY_ARNS = (
    "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy",
    "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy",
    "arn:aws-us-gov:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    "arn:aws-us-gov:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy",
)


def rule(event):
    return (
        event.get("eventSource") == "eks.amazonaws.com"
        and event.get("eventName") == "AssociateAccessPolicy"
        and event.deep_get("requestParameters", "policyArn") in POLICY_ARNS
        and event.deep_get("requestParameters", "accessScope", "type") == "cluster"
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
    principal_arn = (
        _shown(event.deep_get("requestParameters", "principalArn"))
        or "<requestParameters.principalArn>"
    )
    return (
        f"{user_identity_arn} made {principal_arn} administrator of cluster "
        f"{_shown(event.deep_get('requestParameters', 'name')) or '<requestParameters.name>'}"
    )


def dedup(event):
    principal_arn = (
        _shown(event.deep_get("requestParameters", "principalArn"))
        or "<requestParameters.principalArn>"
    )
    return (
        f"{_shown(event.deep_get('requestParameters', 'name')) or '<requestParameters.name>'}|"
        f"{principal_arn}"
    )


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.name": event.deep_get("requestParameters", "name"),
        "requestParameters.principalArn": event.deep_get("requestParameters", "principalArn"),
        "requestParameters.policyArn": event.deep_get("requestParameters", "policyArn"),
        "requestParameters.accessScope": event.deep_get("requestParameters", "accessScope"),
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
