EVENT_NAMES = (
    "PutKeyPolicy",
    "CreateKey",
    "ReplicateKey",
)


def rule(event):
    return (
        event.get("eventSource") == "kms.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and event.deep_get("requestParameters", "bypassPolicyLockoutSafetyCheck") in (True, "true")
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
        f"{user_identity_arn} set a key policy without the lockout check ("
        f"{event.get('eventName') or '<eventName>'})"
    )


def dedup(event):
    key_id = (
        _shown(event.deep_get("requestParameters", "keyId"))
        or _shown(event.deep_get("responseElements", "keyMetadata", "keyId"))
        or "<requestParameters.keyId ?? responseElements.keyMetadata.keyId>"
    )
    return f"{key_id}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.keyId": event.deep_get("requestParameters", "keyId"),
        "responseElements.keyMetadata.keyId": event.deep_get(
            "responseElements", "keyMetadata", "keyId"
        ),
        "requestParameters.policy": event.deep_get("requestParameters", "policy"),
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
