/** Declaring `let`s and events in a scope, and saying which of them nobody used. */
import type { EventDeclaration, LetDeclaration } from "../syntax/ast.ts";
import { refuseTakenName } from "./check-condition.ts";
import type { FileCheck } from "./context.ts";
import { nameTaken, unusedName } from "./problems-names.ts";
import { resolveLet } from "./resolve-let.ts";
import type { Scope } from "./scope.ts";

export function declareLets(
  declarations: readonly LetDeclaration[],
  scope: Scope,
  reportUnused: boolean,
  check: FileCheck,
): void {
  for (const declaration of declarations) {
    if (refuseTakenName(declaration.name, scope, check)) continue;
    scope.lets.set(declaration.name.text, { declaration, scope, meaning: undefined, used: false, reportUnused });
  }
}

export function declareEvents(
  declarations: readonly EventDeclaration[],
  scope: Scope,
  reportUnused: boolean,
  check: FileCheck,
): void {
  for (const declaration of declarations) {
    const { name } = declaration;
    const earlier = scope.findEvent(name.text);
    if (earlier) {
      const related = [{ message: "first defined here", span: earlier.declaration.name.span }];
      check.report.add(nameTaken, { name: name.text, what: "an event here" }, name.span, { related });
    } else scope.events.set(name.text, { declaration, scope, used: false, resolving: false, reportUnused });
  }
}

/** Checks every `let` of the scope, used or not; that alone does not count as a use. */
export function resolveAllLets(scope: Scope, check: FileCheck): void {
  for (const binding of scope.lets.values()) {
    const { used } = binding;
    resolveLet(binding, check);
    binding.used = used;
  }
}

export function reportUnused(scope: Scope, check: FileCheck): void {
  for (const { declaration, used, reportUnused: wanted } of scope.lets.values()) {
    if (wanted && !used)
      check.report.add(unusedName, { name: declaration.name.text, what: "The `let`" }, declaration.name.span);
  }
  for (const { declaration, used, reportUnused: wanted } of scope.events.values()) {
    if (wanted && !used)
      check.report.add(unusedName, { name: declaration.name.text, what: "The event" }, declaration.name.span);
  }
}
