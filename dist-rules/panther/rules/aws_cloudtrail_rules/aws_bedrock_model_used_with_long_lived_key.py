EVENT_NAMES = (
    "InvokeModel",
    "InvokeModelWithResponseStream",
    "InvokeModelWithBidirectionalStream",
    "StartAsyncInvoke",
    "Converse",
    "ConverseStream",
    "PutUseCaseForModelAccess",
    "CreateFoundationModelAgreement",
)

USER_IDENTITY_TYPES = (
    "AssumedRole",
    "FederatedUser",
)

EVENT_NAMES_2 = (
    "PutUseCaseForModelAccess",
    "CreateFoundationModelAgreement",
)


def rule(event):
    return (
        event.get("eventSource") == "bedrock.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and (
            str(event.deep_get("userIdentity", "accessKeyId", default="")).startswith("AKIA")
            or _text(event.deep_get("additionalEventData", "callWithBearerToken")) == "true"
            and event.deep_get("userIdentity", "type") == "IAMUser"
        )
        and _actor(event) != "chat-service"
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
        f"{user_identity_arn} calls {event.get('eventName') or '<eventName>'} for "
        f"{_shown(event.deep_get('requestParameters', 'modelId')) or 'no model'} in "
        f"{event.get('awsRegion') or '<awsRegion>'}"
    )


def dedup(event):
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'}|"
        f"{event.deep_get('userIdentity', 'accessKeyId') or '<userIdentity.accessKeyId>'}"
    )


def severity(event):
    if event.get("eventName") in EVENT_NAMES_2:
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.modelId": event.deep_get("requestParameters", "modelId"),
        "errorCode": event.get("errorCode"),
        "errorMessage": event.get("errorMessage"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


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


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""


def _text(value):
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) and abs(value) <= 2**53 else ""
