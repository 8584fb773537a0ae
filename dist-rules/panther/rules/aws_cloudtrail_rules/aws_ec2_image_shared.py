from collections.abc import Mapping, Sequence


def rule(event):
    return (
        event.get("eventSource") == "ec2.amazonaws.com"
        and event.get("eventName") == "ModifyImageAttribute"
        and not (event.get("errorCode") or event.get("errorMessage"))
        and (
            any(
                _present(_get(item, "userId"))
                for item in _items(
                    event.deep_get("requestParameters", "launchPermission", "add", "items")
                )
            )
            or any(
                _present(_get(item, "organizationArn"))
                for item in _items(
                    event.deep_get("requestParameters", "launchPermission", "add", "items")
                )
            )
            or any(
                _present(_get(item, "organizationalUnitArn"))
                for item in _items(
                    event.deep_get("requestParameters", "launchPermission", "add", "items")
                )
            )
            or any(
                _get(item, "group") == "all"
                for item in _items(
                    event.deep_get("requestParameters", "launchPermission", "add", "items")
                )
            )
        )
    )


def title(event):
    if any(
        _get(item, "group") == "all"
        for item in _items(event.deep_get("requestParameters", "launchPermission", "add", "items"))
    ):
        image_id = (
            _shown(event.deep_get("requestParameters", "imageId")) or "<requestParameters.imageId>"
        )
        return f"{_principal(event)} made {image_id} public"
    user_id = (
        _listed(
            _shown(_get(item, "userId"))
            for item in _items(
                event.deep_get("requestParameters", "launchPermission", "add", "items")
            )
        )
        or "an organisation"
    )
    return (
        f"{_principal(event)} shared "
        f"{_shown(event.deep_get('requestParameters', 'imageId')) or '<requestParameters.imageId>'}"
        f" with {user_id}"
    )


def dedup(event):
    return (
        f"{_shown(event.deep_get('requestParameters', 'imageId')) or '<requestParameters.imageId>'}"
        f"|{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def severity(event):
    if any(
        _get(item, "group") == "all"
        for item in _items(event.deep_get("requestParameters", "launchPermission", "add", "items"))
    ):
        return "CRITICAL"
    if not any(
        _present(_get(item, "userId"))
        for item in _items(event.deep_get("requestParameters", "launchPermission", "add", "items"))
    ):
        return "MEDIUM"
    return "DEFAULT"


def alert_context(event):
    return {
        "requestParameters.imageId": event.deep_get("requestParameters", "imageId"),
        "requestParameters.launchPermission": event.deep_get(
            "requestParameters", "launchPermission"
        ),
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


def _get(value, *keys):
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


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
