def rule(event):
    return (
        event.get("eventSource") == "ec2.amazonaws.com"
        and event.get("eventName") == "GetPasswordData"
    )


def title(event):
    if event.get("errorCode") or event.get("errorMessage"):
        instance_id = (
            _shown(event.deep_get("requestParameters", "instanceId"))
            or "<requestParameters.instanceId>"
        )
        return f"{_principal(event)} was refused the Windows password of {instance_id}"
    instance_id = (
        _shown(event.deep_get("requestParameters", "instanceId"))
        or "<requestParameters.instanceId>"
    )
    return f"{_principal(event)} fetched the Windows password of {instance_id}"


def dedup(event):
    return str(event.deep_get("userIdentity", "arn") or "<userIdentity.arn>")


def severity(event):
    if ":assumed-role/AWSReservedSSO_" in str(
        event.deep_get("userIdentity", "arn", default="")
    ) and not (event.get("errorCode") or event.get("errorMessage")):
        return "LOW"
    return "DEFAULT"


def alert_context(event):
    return {
        "requestParameters.instanceId": event.deep_get("requestParameters", "instanceId"),
        "errorCode": event.get("errorCode"),
        "userIdentity.type": event.deep_get("userIdentity", "type"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _principal(event):
    return str(
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
