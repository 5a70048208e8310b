/** Reads the parameters of an ICU message from its literal type, so that a forgotten one does not compile. */

type Split<S extends string> = S extends `${string}{${infer Rest}` ? NameOf<Rest> | Split<Rest> : never;

/** The text after a brace is a parameter's name when it is one bare word before "}" or ","; a plural's arm is not. */
type NameOf<Rest extends string> = Rest extends `${infer Head}}${string}`
  ? Head extends `${infer Name},${string}`
    ? Bare<Name>
    : Bare<Head>
  : never;

// Arms of plurals begin with "#" or "{" or hold several words; catalogs are written so that this always holds.
type Bare<Name extends string> = Name extends
  `#${string}` | `${string} ${string}` | `${string}{${string}` | ''
  ? never
  : Name;

/** Numbers are for plurals; everything shown as it is comes formatted. */
export type ParamsOf<S extends string> = { [Name in Split<S>]: string | number };
