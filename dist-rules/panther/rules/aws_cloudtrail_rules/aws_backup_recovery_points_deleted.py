from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "DeleteRecoveryPoint",
    "DeleteBackupVault",
    "DeleteBackupVaultLockConfiguration",
    "DeleteBackupPlan",
    "DeleteBackupSelection",
    "DisassociateRecoveryPoint",
)

DELETE_AFTER_DAYS = (
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
)

EVENT_NAMES_2 = (
    "DeleteBackupPlan",
    "DeleteBackupSelection",
)


def rule(event):
    return (
        event.get("eventSource") == "backup.amazonaws.com"
        and _outcome(event) == "success"
        and (
            event.get("eventName") in EVENT_NAMES
            or event.get("eventName") == "UpdateRecoveryPointLifecycle"
            and str(event.deep_get("requestParameters", "lifecycle", "deleteAfterDays"))
            in DELETE_AFTER_DAYS
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
    backup_vault_name = (
        _shown(event.deep_get("requestParameters", "backupVaultName"))
        or _shown(event.deep_get("requestParameters", "backupPlanId"))
        or "<requestParameters.backupVaultName ?? requestParameters.backupPlanId>"
    )
    return (
        f"{user_identity_arn} called {event.get('eventName') or '<eventName>'} on "
        f"{backup_vault_name}"
    )


def dedup(event):
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'}|"
        f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def severity(event):
    if event.get("eventName") == "DeleteBackupVaultLockConfiguration":
        return "CRITICAL"
    if event.get("eventName") in EVENT_NAMES_2:
        return "MEDIUM"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.backupVaultName": event.deep_get("requestParameters", "backupVaultName"),
        "requestParameters.recoveryPointArn": event.deep_get(
            "requestParameters", "recoveryPointArn"
        ),
        "requestParameters.backupPlanId": event.deep_get("requestParameters", "backupPlanId"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _outcome(event):
    if event.get("eventName") == "ConsoleLogin" and _present(
        event.deep_get("responseElements", "ConsoleLogin")
    ):
        return _text(event.deep_get("responseElements", "ConsoleLogin")).lower()
    if event.get("errorCode") or event.get("errorMessage"):
        return "failure"
    return "success"


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
