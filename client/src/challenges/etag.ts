/** What goes into `If-Match` to write a record as it was read. */
export const etagOf = (record: { version: number }): string => `"${record.version}"`
