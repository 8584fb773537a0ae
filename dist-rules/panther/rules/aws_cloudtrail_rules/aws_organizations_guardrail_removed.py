EVENT_NAMES = (
    "DetachPolicy",
    "DeletePolicy",
    "DisablePolicyType",
)


def rule(event):
    return (
        event.get("eventSource") == "organizations.amazonaws.com"
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
    return (
        f"{user_identity_arn} called {event.get('eventName') or '<eventName>'} for "
        f"{_policy_id(event)}"
    )


def dedup(event):
    return _policy_id(event)


def severity(event):
    if event.get("eventName") == "DisablePolicyType":
        return "CRITICAL"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.policyId": event.deep_get("requestParameters", "policyId"),
        "requestParameters.targetId": event.deep_get("requestParameters", "targetId"),
        "requestParameters.policyType": event.deep_get("requestParameters", "policyType"),
        "requestParameters.rootId": event.deep_get("requestParameters", "rootId"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _policy_id(event):
    return (
        _shown(event.deep_get("requestParameters", "policyId"))
        or _shown(event.deep_get("requestParameters", "policyType"))
        or "<requestParameters.policyId ?? requestParameters.policyType>"
    )


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
