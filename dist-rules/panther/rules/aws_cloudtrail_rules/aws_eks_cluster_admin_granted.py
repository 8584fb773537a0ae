from collections.abc import Mapping, Sequence

POLICY_ARNS = (
    "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy",
)

EVENT_NAMES = (
    "CreateAccessEntry",
    "UpdateAccessEntry",
)


def rule(event):
    return (
        event.get("eventSource") == "eks.amazonaws.com"
        and _outcome(event) == "success"
        and (
            event.get("eventName") == "AssociateAccessPolicy"
            and event.deep_get("requestParameters", "policyArn") in POLICY_ARNS
            or event.get("eventName") in EVENT_NAMES
            and any(
                item == "system:masters"
                for item in _items(event.deep_get("requestParameters", "kubernetesGroups"))
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
        "requestParameters.kubernetesGroups": event.deep_get(
            "requestParameters", "kubernetesGroups"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
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


def _items(value):
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [item for item in value if _present(item)]
    return [value] if _present(value) else []


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
