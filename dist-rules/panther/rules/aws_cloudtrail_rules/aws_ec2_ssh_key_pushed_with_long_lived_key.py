def rule(event):
    return (
        event.get("eventSource") == "ec2-instance-connect.amazonaws.com"
        and event.get("eventName") == "SendSSHPublicKey"
        and str(event.deep_get("userIdentity", "accessKeyId", default="")).startswith("AKIA")
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
    instance_id = (
        _shown(event.deep_get("requestParameters", "instanceId"))
        or "<requestParameters.instanceId>"
    )
    return f"{user_identity_arn} pushed an SSH key to {instance_id}"


def dedup(event):
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'}|"
        f"{event.deep_get('userIdentity', 'accessKeyId') or '<userIdentity.accessKeyId>'}"
    )


def alert_context(event):
    return {
        "requestParameters.instanceId": event.deep_get("requestParameters", "instanceId"),
        "requestParameters.instanceOSUser": event.deep_get("requestParameters", "instanceOSUser"),
        "requestParameters.sSHPublicKey": event.deep_get("requestParameters", "sSHPublicKey"),
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
