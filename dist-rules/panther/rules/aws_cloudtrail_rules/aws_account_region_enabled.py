def rule(event):
    return (
        event.get("eventSource") == "account.amazonaws.com"
        and event.get("eventName") == "EnableRegion"
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
    region_name = (
        _shown(event.deep_get("requestParameters", "regionName"))
        or "<requestParameters.regionName>"
    )
    return f"{user_identity_arn} switched on region {region_name}"


def dedup(event):
    region_name = (
        _shown(event.deep_get("requestParameters", "regionName"))
        or "<requestParameters.regionName>"
    )
    return f"{region_name}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def alert_context(event):
    return {
        "requestParameters.regionName": event.deep_get("requestParameters", "regionName"),
        "requestParameters.accountId": event.deep_get("requestParameters", "accountId"),
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
