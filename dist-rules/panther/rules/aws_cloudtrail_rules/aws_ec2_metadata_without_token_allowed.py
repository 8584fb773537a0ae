EVENT_NAMES = (
    "ModifyInstanceMetadataOptions",
    "ModifyInstanceMetadataDefaults",
)


def rule(event):
    return (
        event.get("eventSource") == "ec2.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and not (event.get("errorCode") or event.get("errorMessage"))
        and (
            event.deep_get(
                "requestParameters", "ModifyInstanceMetadataOptionsRequest", "HttpTokens"
            )
            == "optional"
            or event.deep_get(
                "requestParameters", "ModifyInstanceMetadataDefaultsRequest", "HttpTokens"
            )
            == "optional"
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
    instance_id = (
        _shown(
            event.deep_get(
                "requestParameters", "ModifyInstanceMetadataOptionsRequest", "InstanceId"
            )
        )
        or "new instances"
    )
    return f"{user_identity_arn} lets {instance_id} answer metadata requests without a token"


def dedup(event):
    instance_id = (
        _shown(
            event.deep_get(
                "requestParameters", "ModifyInstanceMetadataOptionsRequest", "InstanceId"
            )
        )
        or event.get("awsRegion")
        or "<requestParameters.ModifyInstanceMetadataOptionsRequest.InstanceId ?? awsRegion>"
    )
    return f"{instance_id}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def severity(event):
    if event.get("eventName") == "ModifyInstanceMetadataDefaults":
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.ModifyInstanceMetadataOptionsRequest": event.deep_get(
            "requestParameters", "ModifyInstanceMetadataOptionsRequest"
        ),
        "requestParameters.ModifyInstanceMetadataDefaultsRequest": event.deep_get(
            "requestParameters", "ModifyInstanceMetadataDefaultsRequest"
        ),
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
