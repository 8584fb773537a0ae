/**
 * The ingest pipeline of the AWS integration's CloudTrail data stream, processor by processor and in its order.
 * Source: elastic/integrations, `packages/aws/data_stream/cloudtrail/elasticsearch/ingest_pipeline/default.yml`, and for
 * what came with version 6 of the package its pipeline tests' expected documents. Left out: lookups in databases (`geoip`,
 * the parts of `user_agent`) and the entity fields, which are off unless asked for; a query on one of those fields is
 * refused, not answered.
 */

import { addressBytes } from "../index/address.ts";
import { instantOf } from "../index/instant.ts";
import { append, type Context, copy, type Processor, read, rename, set } from "./context.ts";
import categories from "./event-categories.json" with { type: "json" };
import { javaText } from "./java-text.ts";
import { JavaMap, type JavaValue } from "./java-value.ts";
import { keepAsTextAndKeys, uniqueResources } from "./scripts.ts";

const identity = "aws.cloudtrail.user_identity";
const issuer = `${identity}.session_context.session_issuer`;

/**
 * A document always has a time: where the record's own can't be read, the one at which the record was. Here that is later
 * than any time that a rule names.
 */
const READ_AT = "2999-12-31T23:59:59.000Z";

/** `eventName` -> category and type. */
const categoryOf = new Map(Object.entries(categories.events));

export const processors: readonly Processor[] = [
  set("ecs.version", "8.11.0"),
  set("cloud.provider", "aws"),
  set("data_stream.type", "logs"),
  set("data_stream.dataset", "aws.cloudtrail"),
  set("data_stream.namespace", "default"),
  set("event.dataset", "aws.cloudtrail"),
  set("event.module", "aws"),
  set("@timestamp", READ_AT),
  date("eventTime", "@timestamp"),
  rename("eventVersion", "aws.cloudtrail.event_version"),
  rename("userIdentity.type", `${identity}.type`),
  rename("userIdentity.userName", "user.name"),
  rename("userIdentity.principalId", "user.id"),
  rename("userIdentity.arn", `${identity}.arn`),
  rename("userIdentity.accountId", "cloud.account.id"),
  rename("userIdentity.accessKeyId", `${identity}.access_key_id`),
  rename("userIdentity.sessionContext.attributes.mfaAuthenticated", `${identity}.session_context.mfa_authenticated`),
  date("userIdentity.sessionContext.attributes.creationDate", `${identity}.session_context.creation_date`),
  rename("userIdentity.sessionContext.ec2RoleDelivery", `${identity}.session_context.ec2_role_delivery`),
  rename("userIdentity.sessionContext.sessionIssuer.type", `${issuer}.type`),
  // The name of the role takes the place of the caller's own, which is kept nowhere else.
  rename("userIdentity.sessionContext.sessionIssuer.userName", "user.name", { override: true, when: isSession }),
  rename("userIdentity.sessionContext.sessionIssuer.principalId", `${issuer}.principal_id`),
  sessionName,
  rename("userIdentity.onBehalfOf.userId", "user.id", {
    when: ({ ecs }) => ecs.get(`${identity}.type`) === "IdentityCenterUser",
  }),
  rename("userIdentity.sessionContext.sessionIssuer.arn", `${issuer}.arn`),
  rename("userIdentity.sessionContext.sessionIssuer.accountId", `${issuer}.account_id`),
  rename("sessionCredentialFromConsole", "aws.cloudtrail.session_credential_from_console"),
  rename("userIdentity.invokedBy", `${identity}.invoked_by`),
  serviceName,
  rename("eventSource", "event.provider"),
  action,
  rename("eventCategory", "aws.cloudtrail.event_category"),
  rename("additionalEventData.UserName", "user.name", {
    when: ({ ecs }) => ecs.get("event.action") === "UserAuthentication",
  }),
  copy("awsRegion", "cloud.region"),
  rename("sourceIPAddress", "source.address"),
  sourceAddress,
  rename("userAgent", "user_agent.original"),
  rename("errorCode", "aws.cloudtrail.error_code"),
  rename("errorMessage", "aws.cloudtrail.error_message"),
  keepAsTextAndKeys("requestParameters", "request_parameters"),
  keepAsTextAndKeys("responseElements", "response_elements"),
  keepAsTextAndKeys("additionalEventData", "additional_eventdata"),
  keepAsTextAndKeys("serviceEventDetails", "service_event_details"),
  rename("requestID", "aws.cloudtrail.request_id"),
  rename("eventID", "event.id"),
  rename("eventType", "aws.cloudtrail.event_type"),
  rename("apiVersion", "aws.cloudtrail.api_version"),
  managementEvent,
  rename("readOnly", "aws.cloudtrail.read_only"),
  uniqueResources,
  rename("resources", "aws.cloudtrail.resources"),
  rename("recipientAccountId", "aws.cloudtrail.recipient_account_id"),
  accountOfRecipient,
  // CloudTrail writes `sharedEventID`, so this field stays empty.
  rename("sharedEventId", "aws.cloudtrail.shared_event_id"),
  rename("vpcEndpointId", "aws.cloudtrail.vpc_endpoint_id"),
  relate("requestParameters.userName"),
  relate("requestParameters.newUserName"),
  relate("responseElements.user.userId"),
  consoleLogin,
  categorise,
  rename("awsAccountId", "cloud.account.id"),
  rename("digestS3Object", "file.path"),
  copy("responseElements.group.groupId", "group.id"),
  copy("responseElements.user.userId", "user.target.id"),
  copy("requestParameters.newUserName", "user.changes.name"),
  copy("requestParameters.groupName", "group.name"),
  copy("requestParameters.userName", "user.target.name"),
  rename("insightDetails", "aws.cloudtrail.flattened.insight_details"),
  tlsVersion,
  rename("tlsDetails.cipherSuite", "tls.cipher"),
  rename("tlsDetails.clientProvidedHostHeader", "tls.client.server_name"),
  emailOfUser,
  relatedUsers,
];

function isSession({ ecs }: Context): boolean {
  const type = ecs.get(`${identity}.type`);
  return type === "AssumedRole" || type === "FederatedUser";
}

/** `date` with the format ISO8601 and `ignore_failure`. The field stays as it was in the record, too. */
function date(from: string, to: string): Processor {
  const path = from.split(".");
  return (context) => {
    const value = read(context, path);
    const instant = value === undefined ? undefined : instantOf(javaText(value));
    if (instant !== undefined) context.ecs.set(to, new Date(instant).toISOString());
    return undefined;
  };
}

/** The name of an assumed role's session, where the ARN ends in one: among the related users, and an e-mail address. */
function sessionName(context: Context): undefined {
  const { ecs } = context;
  const arn = ecs.get(`${identity}.arn`);
  if (!isSession(context) || typeof arn !== "string") return;
  const name = /^[\s\S]*arn:(?:aws|aws-us-gov):sts:.*\/(.+)$/.exec(arn)?.[1];
  if (name === undefined) return;
  append(context, "related.user", name);
  const before = name.indexOf("@");
  if (before < 1) return;
  append(context, "related.user", name.slice(0, before));
  ecs.set("user.email", name);
}

/** The first label of the service's name: `s3`. */
function serviceName(context: Context): undefined {
  const source = read(context, ["eventSource"]);
  if (typeof source === "string") context.ecs.set("cloud.service.name", source.split(".")[0] as string);
}

/** `set` with a template, which writes whatever stands there as text; a list as a map of its places. */
function action(context: Context): undefined {
  const value = read(context, ["eventName"]);
  if (value === undefined) return;
  context.ecs.set("event.action", typeof value === "string" ? value : javaText(asTemplateSees(value)));
}

function asTemplateSees(value: JavaValue): JavaValue {
  if (!Array.isArray(value)) return value;
  const places = new JavaMap();
  for (const [place, item] of (value as readonly JavaValue[]).entries()) places.set(String(place), item);
  return places;
}

/** `grok` with `^%{IP:source.ip}$`, whose anchors are those of a line: the first line that is an address as a whole. */
function sourceAddress(context: Context): undefined {
  const address = context.ecs.get("source.address");
  if (typeof address !== "string") return;
  const line = address.split("\n").find((one) => addressBytes(one));
  if (line === undefined) return;
  context.ecs.set("source.ip", line);
  append(context, "related.ip", line);
}

function managementEvent(context: Context): undefined {
  const value = read(context, ["managementEvent"]);
  if (value !== undefined) context.ecs.set("aws.cloudtrail.management_event", javaText(value));
}

function accountOfRecipient({ ecs }: Context): undefined {
  const recipient = ecs.get("aws.cloudtrail.recipient_account_id");
  if (recipient !== undefined && !ecs.has("cloud.account.id")) ecs.set("cloud.account.id", recipient);
}

function relate(from: string): Processor {
  const path = from.split(".");
  return (context) => {
    append(context, "related.user", read(context, path));
    return undefined;
  };
}

/** Of a sign-in to the console, three members get fields of their own. */
function consoleLogin(context: Context): undefined {
  if (read(context, ["eventName"]) !== "ConsoleLogin") return;
  const about = (key: string) => read(context, ["additionalEventData", key]);
  const field = "aws.cloudtrail.console_login.additional_eventdata";
  const [mobile, login, mfa] = [about("MobileVersion"), about("LoginTo"), about("MFAUsed")];
  if (mobile !== undefined) context.ecs.set(`${field}.mobile_version`, mobile !== "No");
  if (login !== undefined) context.ecs.set(`${field}.login_to`, login);
  if (mfa !== undefined) context.ecs.set(`${field}.mfa_used`, mfa !== "No");
}

/** "Add ECS categorization". Lower-casing what is no text makes the script, and so the pipeline, fail. */
function categorise(context: Context): "fails" | undefined {
  const { ecs } = context;
  ecs.set("event.kind", "event");
  ecs.set("event.type", ["info"]);
  const isFailure = ecs.has("aws.cloudtrail.error_code") || ecs.has("aws.cloudtrail.error_message");
  ecs.set("event.outcome", isFailure ? "failure" : "success");
  const name = ecs.get("event.action");
  if (name === undefined) return;
  const login = name === "ConsoleLogin" ? read(context, ["responseElements", "ConsoleLogin"]) : undefined;
  if (login !== undefined) {
    if (typeof login !== "string") return "fails";
    ecs.set("event.outcome", login.toLowerCase());
  }
  const found = categoryOf.get(name as string);
  if (!found) return;
  ecs.set("event.category", found.category);
  if (found.type.length > 0) ecs.set("event.type", found.type);
  else ecs.delete("event.type");
}

/** `dissect` with `%{tls.version_protocol}v%{tls.version}`; what does not fit is the version as it stands. */
function tlsVersion(context: Context): undefined {
  const value = read(context, ["tlsDetails", "tlsVersion"]);
  if (value === undefined || value === "tlsVersion") return;
  const at = typeof value === "string" ? value.indexOf("v") : -1;
  if (typeof value !== "string" || at < 0) {
    context.ecs.set("tls.version", value);
    return;
  }
  if (at > 0) context.ecs.set("tls.version_protocol", value.slice(0, at).toLowerCase());
  if (at < value.length - 1) context.ecs.set("tls.version", value.slice(at + 1));
}

function emailOfUser({ ecs }: Context): undefined {
  const name = ecs.get("user.name");
  if (!ecs.has("user.email") && typeof name === "string" && name.indexOf("@") > 0) ecs.set("user.email", name);
}

function relatedUsers(context: Context): undefined {
  for (const field of ["user.id", "user.name", "user.changes.name"]) {
    append(context, "related.user", context.ecs.get(field));
  }
}
