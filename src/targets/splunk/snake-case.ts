/** `requestParameters`, `x-amz-acl`, `ARN` -> `request_parameters`, `x_amz_acl`, `arn`: how Splunk's models name fields. */
export function snakeCase(name: string): string {
  return (
    name
      // AWS writes `dBInstanceIdentifier`, `iPAddress`: one word in front.
      .replace(/^([a-z])([A-Z]+)(?=[A-Z][a-z])/, (_, first: string, second: string) => first + second.toLowerCase())
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
      .replace(/[^A-Za-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "")
      .toLowerCase()
  );
}
