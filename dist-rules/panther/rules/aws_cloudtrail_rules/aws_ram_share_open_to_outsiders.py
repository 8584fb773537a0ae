EVENT_NAMES = (
    "CreateResourceShare",
    "UpdateResourceShare",
)


def rule(event):
    return (
        event.get("eventSource") == "ram.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and event.deep_get("requestParameters", "allowExternalPrincipals") in (True, "true")
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
    return f"{user_identity_arn} opened share {_request_parameters_name(event)} to outsiders"


def dedup(event):
    return (
        f"{_request_parameters_name(event)}|"
        f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.name": event.deep_get("requestParameters", "name"),
        "requestParameters.resourceArns": event.deep_get("requestParameters", "resourceArns"),
        "requestParameters.principals": event.deep_get("requestParameters", "principals"),
        "responseElements.resourceShare.resourceShareArn": event.deep_get(
            "responseElements", "resourceShare", "resourceShareArn"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _request_parameters_name(event):
    return (
        _shown(event.deep_get("requestParameters", "name"))
        or _shown(event.deep_get("requestParameters", "resourceShareArn"))
        or "<requestParameters.name ?? requestParameters.resourceShareArn>"
    )


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
