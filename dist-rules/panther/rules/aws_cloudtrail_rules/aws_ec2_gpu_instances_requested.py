import re
from collections.abc import Mapping, Sequence

INSTANCE_TYPE_PREFIXES = (
    "p2.",
    "p3.",
    "p3dn.",
    "p4d.",
    "p4de.",
    "p5.",
    "p5e.",
    "p5en.",
    "p6-",
    "p6e-",
    "g3.",
    "g3s.",
    "g4ad.",
    "g4dn.",
    "g5.",
    "g5g.",
    "g6.",
    "g6e.",
    "g6f.",
    "gr6.",
    "gr6f.",
    "g7.",
    "g7e.",
)

USER_IDENTITY_TYPES = (
    "AssumedRole",
    "FederatedUser",
)

ACTORS = (
    "model-training",
    "render-farm",
)


def rule(event):
    return (
        event.get("eventSource") == "ec2.amazonaws.com"
        and event.get("eventName") == "RunInstances"
        and (
            _text(event.deep_get("requestParameters", "instanceType")).startswith(
                INSTANCE_TYPE_PREFIXES
            )
            or any(
                _text(_get(item, "instanceType")).startswith(INSTANCE_TYPE_PREFIXES)
                for item in _items(event.deep_get("responseElements", "instancesSet", "items"))
            )
        )
        and _actor(event) not in ACTORS
    )


def title(event):
    if event.get("errorCode") or event.get("errorMessage"):
        return (
            f"{_principal(event)} failed to start {_instance_type(event)} in "
            f"{event.get('awsRegion') or '<awsRegion>'}"
        )
    return (
        f"{_principal(event)} started {_instance_type(event)} in "
        f"{event.get('awsRegion') or '<awsRegion>'}"
    )


def dedup(event):
    return f"{_actor(event) or '<actor>'}|{_account(event) or '<account>'}"


def severity(event):
    if not (event.get("errorCode") or event.get("errorMessage")) and any(
        _above(_get(item, "maxCount"), 4)
        for item in _items(event.deep_get("requestParameters", "instancesSet", "items"))
    ):
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "requestParameters.instanceType": event.deep_get("requestParameters", "instanceType"),
        "requestParameters.launchTemplate": event.deep_get("requestParameters", "launchTemplate"),
        "requestParameters.instancesSet.items[].imageId": [
            _get(item, "imageId")
            for item in _items(event.deep_get("requestParameters", "instancesSet", "items"))
        ],
        "requestParameters.instancesSet.items[].maxCount": [
            _get(item, "maxCount")
            for item in _items(event.deep_get("requestParameters", "instancesSet", "items"))
        ],
        "requestParameters.keyName": event.deep_get("requestParameters", "keyName"),
        "errorCode": event.get("errorCode"),
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


def _instance_type(event):
    return (
        _shown(event.deep_get("requestParameters", "instanceType"))
        or _listed(
            _shown(_get(item, "instanceType"))
            for item in _items(event.deep_get("responseElements", "instancesSet", "items"))
        )
        or "<requestParameters.instanceType ?? responseElements.instancesSet.items[].instanceType>"
    )


def _actor(event):
    if event.deep_get("userIdentity", "type") in USER_IDENTITY_TYPES and event.deep_get(
        "userIdentity", "sessionContext", "sessionIssuer", "userName"
    ):
        return str(
            event.deep_get(
                "userIdentity", "sessionContext", "sessionIssuer", "userName", default=""
            )
        )
    return str(event.deep_get("userIdentity", "userName", default=""))


def _account(event):
    if event.deep_get("userIdentity", "accountId"):
        return str(event.deep_get("userIdentity", "accountId", default=""))
    return str(event.deep_get("recipientAccountId", default=""))


def _above(value, limit):
    return _number(value) > limit


def _number(value):
    if isinstance(value, float):
        return value
    written = _text(value)
    if not re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", written):
        return float("nan")
    return float(written) if len(re.sub("[^0-9]", "", written)) <= 15 else float("nan")


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
