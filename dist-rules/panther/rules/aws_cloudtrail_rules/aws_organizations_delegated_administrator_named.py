SERVICE_PRINCIPALS = (
    "sso.amazonaws.com",
    "member.org.stacksets.cloudformation.amazonaws.com",
)


def rule(event):
    return (
        event.get("eventSource") == "organizations.amazonaws.com"
        and event.get("eventName") == "RegisterDelegatedAdministrator"
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
    account_id = (
        _shown(event.deep_get("requestParameters", "accountId")) or "<requestParameters.accountId>"
    )
    service_principal = (
        _shown(event.deep_get("requestParameters", "servicePrincipal"))
        or "<requestParameters.servicePrincipal>"
    )
    return f"{user_identity_arn} made {account_id} administrator of {service_principal}"


def dedup(event):
    account_id = (
        _shown(event.deep_get("requestParameters", "accountId")) or "<requestParameters.accountId>"
    )
    service_principal = (
        _shown(event.deep_get("requestParameters", "servicePrincipal"))
        or "<requestParameters.servicePrincipal>"
    )
    return f"{account_id}|{service_principal}"


def severity(event):
    if event.deep_get("requestParameters", "servicePrincipal") in SERVICE_PRINCIPALS:
        return "CRITICAL"
    return "DEFAULT"


def alert_context(event):
    return {
        "requestParameters.accountId": event.deep_get("requestParameters", "accountId"),
        "requestParameters.servicePrincipal": event.deep_get(
            "requestParameters", "servicePrincipal"
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
