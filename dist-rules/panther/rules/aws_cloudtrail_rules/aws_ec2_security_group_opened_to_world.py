import re
from collections.abc import Mapping, Sequence

CIDR_IPV4_SUFFIXES = (
    "/0",
    "/1",
    "/2",
)


def rule(event):
    return (
        event.get("eventSource") == "ec2.amazonaws.com"
        and _outcome(event) == "success"
        and (
            event.get("eventName") == "ModifySecurityGroupRules"
            and any(
                (
                    _text(_get(change, "SecurityGroupRule", "CidrIpv4")).endswith(
                        CIDR_IPV4_SUFFIXES
                    )
                    or _text(_get(change, "SecurityGroupRule", "CidrIpv6")).endswith(
                        CIDR_IPV4_SUFFIXES
                    )
                )
                and (
                    _text(_get(change, "SecurityGroupRule", "IpProtocol")) == "-1"
                    or _at_most(_get(change, "SecurityGroupRule", "FromPort"), 22)
                    and _at_least(_get(change, "SecurityGroupRule", "ToPort"), 22)
                    or _at_most(_get(change, "SecurityGroupRule", "FromPort"), 3389)
                    and _at_least(_get(change, "SecurityGroupRule", "ToPort"), 3389)
                )
                for change in _items(
                    event.deep_get(
                        "requestParameters", "ModifySecurityGroupRulesRequest", "SecurityGroupRule"
                    )
                )
            )
            or event.get("eventName") == "AuthorizeSecurityGroupIngress"
            and (
                _text(event.deep_get("requestParameters", "cidrIp")).endswith(CIDR_IPV4_SUFFIXES)
                and (
                    _text(event.deep_get("requestParameters", "ipProtocol")) == "-1"
                    or _at_most(event.deep_get("requestParameters", "fromPort"), 22)
                    and _at_least(event.deep_get("requestParameters", "toPort"), 22)
                    or _at_most(event.deep_get("requestParameters", "fromPort"), 3389)
                    and _at_least(event.deep_get("requestParameters", "toPort"), 3389)
                )
                or any(
                    (
                        any(
                            _text(_get(item, "cidrIp")).endswith(CIDR_IPV4_SUFFIXES)
                            for item in _items(_get(permission, "ipRanges", "items"))
                        )
                        or any(
                            _text(_get(item, "cidrIpv6")).endswith(CIDR_IPV4_SUFFIXES)
                            for item in _items(_get(permission, "ipv6Ranges", "items"))
                        )
                    )
                    and (
                        _text(_get(permission, "ipProtocol")) == "-1"
                        or _at_most(_get(permission, "fromPort"), 22)
                        and _at_least(_get(permission, "toPort"), 22)
                        or _at_most(_get(permission, "fromPort"), 3389)
                        and _at_least(_get(permission, "toPort"), 3389)
                    )
                    for permission in _items(
                        event.deep_get("requestParameters", "ipPermissions", "items")
                    )
                )
            )
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
    return f"{user_identity_arn} opened {_opened_group(event)} to the internet"


def dedup(event):
    return (
        f"{_opened_group(event)}|{event.get('awsRegion') or '<awsRegion>'}|"
        f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.groupId": event.deep_get("requestParameters", "groupId"),
        "requestParameters.groupName": event.deep_get("requestParameters", "groupName"),
        "requestParameters.ipPermissions": event.deep_get("requestParameters", "ipPermissions"),
        "requestParameters.ModifySecurityGroupRulesRequest": event.deep_get(
            "requestParameters", "ModifySecurityGroupRulesRequest"
        ),
        "requestParameters.cidrIp": event.deep_get("requestParameters", "cidrIp"),
        "requestParameters.fromPort": event.deep_get("requestParameters", "fromPort"),
        "requestParameters.toPort": event.deep_get("requestParameters", "toPort"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _opened_group(event):
    return (
        _shown(event.deep_get("requestParameters", "groupId"))
        or _shown(event.deep_get("requestParameters", "groupName"))
        or _shown(event.deep_get("requestParameters", "ModifySecurityGroupRulesRequest", "GroupId"))
        or "<opened_group>"
    )


def _outcome(event):
    if event.get("eventName") == "ConsoleLogin" and _present(
        event.deep_get("responseElements", "ConsoleLogin")
    ):
        return _text(event.deep_get("responseElements", "ConsoleLogin")).lower()
    if event.get("errorCode") or event.get("errorMessage"):
        return "failure"
    return "success"


def _at_most(value, limit):
    return _number(value) <= limit


def _at_least(value, limit):
    return _number(value) >= limit


def _number(value):
    if isinstance(value, float):
        return value
    written = _text(value)
    if not re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", written):
        return float("nan")
    return float(written) if len(re.sub("[^0-9]", "", written)) <= 15 else float("nan")


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
