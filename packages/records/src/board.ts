import { z } from 'zod'
import { Locale, line, Moment, prose, RecordId, Sector } from './common.ts'
import { Imported } from './imported.ts'

/** Body of `POST /boards`. `template` is `blank` or a template's id; unknown ones are refused by the server. */
export const BoardCreate = z.strictObject({
  title: line(200),
  template: z.string().max(64),
  /** One of the template's other forms (`GET /templates`); its usual one when left out. */
  variant: z.string().max(64).optional(),
  /** Id of one of the lab’s own templates, whose base `template` is. */
  fromTemplate: RecordId.optional(),
  challengeId: RecordId.nullable().optional(),
  locale: Locale.optional(),
})
export type BoardCreate = z.infer<typeof BoardCreate>

/**
 * Body of `PATCH /boards/:id`: rename, move to another challenge (`null`: to none), or keep it although it is older
 * than boards are kept.
 */
export const BoardPatch = z
  .strictObject({ title: line(200), challengeId: RecordId.nullable(), keep: z.boolean() })
  .partial()
export type BoardPatch = z.infer<typeof BoardPatch>

/** A board's record; its document rests in the room store, not here. */
export const Board = z.object({
  id: RecordId,
  title: line(200),
  template: z.string(),
  /** The lab’s own template that it was made from. */
  fromTemplate: RecordId.optional(),
  locale: Locale,
  challengeId: RecordId.nullable(),
  createdAt: Moment,
  /** Last change of the drawing or of the record. */
  changedAt: Moment,
  /** Set where it was made from a file: what was taken over, and what was not. */
  imported: Imported.optional(),
  /** Set by DELETE; the board can be brought back for a day, then it is purged. */
  deletedAt: Moment.nullable(),
  /** Set where it was deleted because it had not been changed for as long as boards are kept (`RETENTION_DAYS`). */
  deletedFor: z.literal('retention').optional(),
  /** A facilitator wants it kept, however old it is. */
  keep: z.boolean().optional(),
  /** Since when it is said that the board goes; it counts while nothing is changed after it. */
  warnedAt: Moment.optional(),
  version: z.int(),
})
export type Board = z.infer<typeof Board>

export const inviteRoles = ['participant', 'viewer', 'screen'] as const
export const InviteRole = z.enum(inviteRoles)
export type InviteRole = z.infer<typeof InviteRole>

/** What somebody is on one board. */
export type Role = InviteRole | 'facilitator'

/** Letters and digits of codes: none that look alike (no 0 O 1 I L). 31 signs, 6 places: 887 million codes. */
export const codeAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
/** A code as typed: case and spaces do not matter. */
export const Code = z
  .string()
  .max(40)
  .transform((typed) => typed.toUpperCase().replace(/[^A-Z0-9]/g, ''))
  .refine((code) => code.length === 6 && [...code].every((sign) => codeAlphabet.includes(sign)), 'code')

export const InviteCreate = z.strictObject({
  role: InviteRole,
  expiresInHours: z
    .number()
    .positive()
    .max(24 * 90)
    .optional(),
})
export type InviteCreate = z.infer<typeof InviteCreate>

/** An invite as it rests; `url` is added when it is shown. */
export const Invite = z.object({
  code: z.string(),
  boardId: RecordId,
  role: InviteRole,
  createdAt: Moment,
  expiresAt: Moment,
  withdrawnAt: Moment.nullable(),
})
export type Invite = z.infer<typeof Invite>

/** A city as somebody typed it, in one spelling: `tirana ` is Tirana. */
export const City = prose(80).transform((typed) => {
  const plain = typed.replace(/\s+/g, ' ')
  return plain === plain.toLowerCase()
    ? plain.replace(/(^|[\s-])\p{L}/gu, (first) => first.toUpperCase())
    : plain
})

/** Body of `POST /join`. */
export const JoinRequest = z.strictObject({
  code: Code,
  name: prose(40).optional(),
  sector: Sector.optional(),
  city: City.optional(),
})
export type JoinRequest = z.infer<typeof JoinRequest>

/** Somebody signed in: a facilitator, or a guest with a role on each board they joined. Only a hash of the token rests. */
export const AuthSession = z.object({
  id: RecordId,
  tokenHash: z.string(),
  kind: z.enum(['facilitator', 'guest']),
  name: z.string().max(40),
  sector: Sector.nullable(),
  city: z.string().max(80).nullable(),
  /** Board id → the role and the code that gave it. `writes`: a screen in wall mode (`POST /boards/:id/wall`). */
  grants: z.record(
    RecordId,
    z.object({ role: InviteRole, code: z.string(), at: Moment, writes: z.boolean().optional() }),
  ),
  createdAt: Moment,
  expiresAt: Moment,
  /** Which named facilitator it is; none for guests and for who came with the lab's key. */
  facilitatorId: RecordId.optional(),
  /** When a facilitator last asked for something by it, to a few minutes. */
  seenAt: Moment.optional(),
})
export type AuthSession = z.infer<typeof AuthSession>
