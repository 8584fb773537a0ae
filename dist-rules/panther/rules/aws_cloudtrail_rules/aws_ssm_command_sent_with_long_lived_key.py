from collections.abc import Mapping, Sequence

DOCUMENT_NAMES = (
    "AWS-RunPatchBaseline",
    "AWS-UpdateSSMAgent",
    "AWS-GatherSoftwareInventory",
)


def rule(event):
    return (
        event.get("eventSource") == "ssm.amazonaws.com"
        and event.get("eventName") == "SendCommand"
        and str(event.deep_get("userIdentity", "accessKeyId", default="")).startswith("AKIA")
        and not (event.get("errorCode") or event.get("errorMessage"))
        and event.deep_get("requestParameters", "documentName") not in DOCUMENT_NAMES
    )


def title(event):
    user_identity_arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    document_name = (
        _shown(event.deep_get("requestParameters", "documentName"))
        or "<requestParameters.documentName>"
    )
    instance_ids = (
        _listed(_shown(item) for item in _items(event.deep_get("requestParameters", "instanceIds")))
        or "instances chosen by tags"
    )
    return f"{user_identity_arn} ran {document_name} on {instance_ids}"


def dedup(event):
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'}|"
        f"{event.deep_get('userIdentity', 'accessKeyId') or '<userIdentity.accessKeyId>'}"
    )


def alert_context(event):
    return {
        "requestParameters.documentName": event.deep_get("requestParameters", "documentName"),
        "requestParameters.instanceIds": event.deep_get("requestParameters", "instanceIds"),
        "requestParameters.targets": event.deep_get("requestParameters", "targets"),
        "responseElements.command.commandId": event.deep_get(
            "responseElements", "command", "commandId"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _listed(texts):
    return ", ".join([text for text in texts if text][:5])


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""


def _items(value):
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [item for item in value if _present(item)]
    return [value] if _present(value) else []


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
