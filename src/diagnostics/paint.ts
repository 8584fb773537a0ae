/** How parts of a text are set off. The command line fills it with colours; without it nothing is painted. */

export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const same = (text: string) => text;

export const plain: Paint = { bold: same, dim: same, red: same, yellow: same, green: same, cyan: same };
