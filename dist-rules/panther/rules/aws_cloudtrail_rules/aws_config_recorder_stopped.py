EVENT_NAMES = (
    "StopConfigurationRecorder",
    "DeleteConfigurationRecorder",
    "DeleteServiceLinkedConfigurationRecorder",
    "DeleteDeliveryChannel",
)


def rule(event):
    return (
        event.get("eventSource") == "config.amazonaws.com"
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
        f"{user_identity_arn} called {event.get('eventName') or '<eventName>'} in "
        f"{event.get('awsRegion') or '<awsRegion>'}"
    )


def dedup(event):
    return (
        f"{event.get('awsRegion') or '<awsRegion>'}|"
        f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.configurationRecorderName": event.deep_get(
            "requestParameters", "configurationRecorderName"
        ),
        "requestParameters.deliveryChannelName": event.deep_get(
            "requestParameters", "deliveryChannelName"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }
