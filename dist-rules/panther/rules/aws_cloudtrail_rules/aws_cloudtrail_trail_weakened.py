def rule(event):
    return (
        event.get("eventSource") == "cloudtrail.amazonaws.com"
        and event.get("eventName") == "UpdateTrail"
        and not (event.get("errorCode") or event.get("errorMessage"))
        and (
            event.deep_get("requestParameters", "isMultiRegionTrail") in (False, "false")
            or event.deep_get("requestParameters", "includeGlobalServiceEvents") in (False, "false")
            or event.deep_get("requestParameters", "enableLogFileValidation") in (False, "false")
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
    return (
        f"{user_identity_arn} weakened trail "
        f"{_shown(event.deep_get('requestParameters', 'name')) or '<requestParameters.name>'}"
    )


def dedup(event):
    return (
        f"{_shown(event.deep_get('requestParameters', 'name')) or '<requestParameters.name>'}|"
        f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def alert_context(event):
    return {
        "requestParameters.name": event.deep_get("requestParameters", "name"),
        "requestParameters.isMultiRegionTrail": event.deep_get(
            "requestParameters", "isMultiRegionTrail"
        ),
        "requestParameters.includeGlobalServiceEvents": event.deep_get(
            "requestParameters", "includeGlobalServiceEvents"
        ),
        "requestParameters.enableLogFileValidation": event.deep_get(
            "requestParameters", "enableLogFileValidation"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
