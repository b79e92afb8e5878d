/** Where collected events are unless said otherwise. */
export const FILE = "out/collected.sqlite";

/** How the inputs of a source are declared. */
export const sourceOptions = {
  from: `file of audit collect; ${FILE} unless given, or a chain is named`,
  url: "a node: the chain is read, or with --from the file is compared with it",
  addresses:
    "JSON file of the contracts' addresses, where neither file nor seeded deployment has them",
} as const;
