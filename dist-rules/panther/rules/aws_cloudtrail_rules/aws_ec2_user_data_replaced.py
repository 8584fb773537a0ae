from collections.abc import Mapping, Sequence


def rule(event):
    return (
        event.get("eventSource") == "ec2.amazonaws.com"
        and event.get("eventName") == "ModifyInstanceAttribute"
        and not (event.get("errorCode") or event.get("errorMessage"))
        and (
            event.deep_get("requestParameters", "attribute") == "userData"
            or _present(event.deep_get("requestParameters", "userData"))
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
        _shown(event.deep_get("requestParameters", "instanceId"))
        or "<requestParameters.instanceId>"
    )
    return f"{user_identity_arn} replaced the start script of {instance_id}"


def dedup(event):
    instance_id = (
        _shown(event.deep_get("requestParameters", "instanceId"))
        or "<requestParameters.instanceId>"
    )
    return f"{instance_id}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def alert_context(event):
    return {
        "requestParameters.instanceId": event.deep_get("requestParameters", "instanceId"),
        "requestParameters.attribute": event.deep_get("requestParameters", "attribute"),
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
