GRANTEE_PRINCIPAL_PREFIXES = (
    "arn:aws:iam::444455556666:",
    "arn:aws:sts::444455556666:",
)


def rule(event):
    return (
        event.get("eventSource") == "kms.amazonaws.com"
        and event.get("eventName") == "CreateGrant"
        and not (event.get("errorCode") or event.get("errorMessage"))
        and _text(event.deep_get("requestParameters", "granteePrincipal")).startswith("arn:")
        and bool(_account(event))
        and not _contains(
            _text(event.deep_get("requestParameters", "granteePrincipal")), _account(event)
        )
        and not _text(event.deep_get("requestParameters", "granteePrincipal")).startswith(
            GRANTEE_PRINCIPAL_PREFIXES
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
    grantee_principal = (
        _shown(event.deep_get("requestParameters", "granteePrincipal"))
        or "<requestParameters.granteePrincipal>"
    )
    return (
        f"{user_identity_arn} gave {grantee_principal} a grant on "
        f"{_shown(event.deep_get('requestParameters', 'keyId')) or '<requestParameters.keyId>'}"
    )


def dedup(event):
    grantee_principal = (
        _shown(event.deep_get("requestParameters", "granteePrincipal"))
        or "<requestParameters.granteePrincipal>"
    )
    return (
        f"{_shown(event.deep_get('requestParameters', 'keyId')) or '<requestParameters.keyId>'}|"
        f"{grantee_principal}"
    )


def alert_context(event):
    return {
        "requestParameters.keyId": event.deep_get("requestParameters", "keyId"),
        "requestParameters.granteePrincipal": event.deep_get(
            "requestParameters", "granteePrincipal"
        ),
        "requestParameters.operations": event.deep_get("requestParameters", "operations"),
        "responseElements.grantId": event.deep_get("responseElements", "grantId"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _account(event):
    if event.deep_get("userIdentity", "accountId"):
        return str(event.deep_get("userIdentity", "accountId", default=""))
    return str(event.deep_get("recipientAccountId", default=""))


def _contains(left, right):
    return right != "" and right in left


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""


def _text(value):
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) and abs(value) <= 2**53 else ""
