from collections.abc import Mapping, Sequence


def rule(event):
    return (
        event.get("eventSource") == "lambda.amazonaws.com"
        and str(event.deep_get("eventName", default="")).startswith("AddPermission")
        and event.deep_get("requestParameters", "principal") == "*"
        and _outcome(event) == "success"
        and not (
            _present(event.deep_get("requestParameters", "sourceArn"))
            or _present(event.deep_get("requestParameters", "sourceAccount"))
            or _present(event.deep_get("requestParameters", "principalOrgID"))
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
    function_name = (
        _shown(event.deep_get("requestParameters", "functionName"))
        or "<requestParameters.functionName>"
    )
    return f"{user_identity_arn} opened function {function_name} to everyone"


def dedup(event):
    function_name = (
        _shown(event.deep_get("requestParameters", "functionName"))
        or "<requestParameters.functionName>"
    )
    return f"{function_name}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def severity(event):
    if _present(event.deep_get("requestParameters", "functionUrlAuthType")) or event.deep_get(
        "requestParameters", "invokedViaFunctionUrl"
    ) in (True, "true"):
        return "MEDIUM"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.functionName": event.deep_get("requestParameters", "functionName"),
        "requestParameters.statementId": event.deep_get("requestParameters", "statementId"),
        "requestParameters.action": event.deep_get("requestParameters", "action"),
        "requestParameters.principal": event.deep_get("requestParameters", "principal"),
        "responseElements.statement": event.deep_get("responseElements", "statement"),
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
