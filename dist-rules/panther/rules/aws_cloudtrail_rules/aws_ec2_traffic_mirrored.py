EVENT_NAMES = (
    "CreateTrafficMirrorSession",
    "ModifyTrafficMirrorSession",
)


def rule(event):
    return (
        event.get("eventSource") == "ec2.amazonaws.com"
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
        f"{user_identity_arn} mirrors network traffic in {event.get('awsRegion') or '<awsRegion>'}"
    )


def dedup(event):
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'}|"
        f"{event.get('awsRegion') or '<awsRegion>'}"
    )


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.CreateTrafficMirrorSessionRequest": event.deep_get(
            "requestParameters", "CreateTrafficMirrorSessionRequest"
        ),
        "requestParameters.ModifyTrafficMirrorSessionRequest": event.deep_get(
            "requestParameters", "ModifyTrafficMirrorSessionRequest"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }
