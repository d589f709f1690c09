// Entra's error numbers (AADSTS…) by cause. Data only; entra-errors.ts maps them to problems.
// Source: "Microsoft Entra authentication and authorization error codes", and user reports for those missing there.

import type { ProblemKind } from './problem-kinds.ts'

/** Placeholders in a place for the name of the app registration and of the user. */
export const APPLICATION = Symbol('the application')
export const PERSON = Symbol('the person')

/** A menu path in the Microsoft Entra admin center, with its labels. */
export type Place = readonly (string | typeof APPLICATION | typeof PERSON)[]

interface EntraCause {
  kind: ProblemKind
  /** If a token refresh fails with it, a sign-in may fix it. */
  isFixedBySignIn?: true
  /** Where an administrator can change it; null if there is nothing to change. */
  place: Place | null
  numbers: readonly number[]
}

const policies: Place = ['Entra ID', 'Conditional Access', 'Policies']
const enterpriseApp: Place = ['Entra ID', 'Enterprise apps', 'All applications', APPLICATION]
const registration: Place = ['Entra ID', 'App registrations', 'All applications', APPLICATION]
const user: Place = ['Entra ID', 'Users', 'All users', PERSON]
const authentication: Place = [...registration, 'Authentication']
/** Called "Platform configurations" before ("How to add a redirect URI to your application"). */
const desktopPlatform: Place = [
  ...authentication,
  'Redirect URI configuration (Platform configurations)',
  'Mobile and desktop applications',
]
const crossTenant: Place = ['Entra ID', 'External Identities', 'Cross-tenant access settings']
const grantConsent: Place = [...enterpriseApp, 'Permissions', 'Grant admin consent']

/** Each number belongs to exactly one cause. */
export const entraCauses = {
  // policies of the organisation
  rule: {
    kind: 'blocked-by-policy',
    place: policies,
    numbers: [53003, 50131, 530031, 530032, 530084],
  },
  browser: { kind: 'blocked-by-policy', place: policies, numbers: [53008] },
  device: {
    kind: 'blocked-by-policy',
    place: ['Entra ID', 'Devices', 'All devices'],
    numbers: [53000, 53001, 530002, 530003, 530004, 50005, 50129, 50155, 135011, 700003],
  },
  app: { kind: 'blocked-by-policy', place: policies, numbers: [53002, 53009, 530021, 50127] },
  risk: {
    kind: 'blocked-by-policy',
    place: ['ID Protection', 'Risky users'],
    numbers: [53004, 53011, 530034],
  },
  'security-info': { kind: 'blocked-by-policy', place: policies, numbers: [53010] },
  'security-defaults': {
    kind: 'blocked-by-policy',
    place: ['Entra ID', 'Overview', 'Properties', 'Manage security defaults'],
    numbers: [530035],
  },
  'second-factor': {
    kind: 'second-factor-refused',
    isFixedBySignIn: true,
    place: [...user, 'Authentication methods'],
    numbers: [50072, 50074, 50076, 50078, 50079, 50158, 500121],
  },
  'device-proof': {
    kind: 'blocked-by-policy',
    isFixedBySignIn: true,
    place: ['Entra ID', 'Devices', 'All devices'],
    numbers: [50097, 50187],
  },
  'not-assigned': {
    kind: 'not-assigned',
    place: [...enterpriseApp, 'Users and groups'],
    numbers: [50105],
  },
  consent: { kind: 'consent-refused', isFixedBySignIn: true, place: grantConsent, numbers: [65001] },
  'consent-refused': { kind: 'consent-refused', place: grantConsent, numbers: [65004] },
  'admin-consent': {
    kind: 'admin-consent-needed',
    place: grantConsent,
    numbers: [90094, 90095, 90097],
  },
  // the account
  'other-account': {
    kind: 'account-not-in-tenant',
    place: ['Entra ID', 'Users', 'All users', 'New user', 'Invite external user'],
    numbers: [16000, 16003, 50014, 50020, 50034, 90072],
  },
  'no-guest': {
    kind: 'not-let-into-tenant',
    place: ['Entra ID', 'Users', 'All users', 'New user', 'Invite external user'],
    numbers: [50177, 50178, 51004],
  },
  'deleted-account': {
    kind: 'not-let-into-tenant',
    place: ['Entra ID', 'Users', 'Deleted users'],
    numbers: [500341],
  },
  'own-tenant': {
    kind: 'not-let-into-tenant',
    place: [...crossTenant, 'Outbound access settings'],
    numbers: [500212],
  },
  'other-tenant': {
    kind: 'not-let-into-tenant',
    place: [...crossTenant, 'Inbound access settings'],
    numbers: [500213],
  },
  'other-cloud-tenant': {
    kind: 'not-let-into-tenant',
    place: [...crossTenant, 'Microsoft cloud settings'],
    numbers: [1000104],
  },
  'restricted-network': {
    kind: 'not-let-into-tenant',
    place: [...crossTenant, 'Default settings', 'Tenant restrictions'],
    numbers: [50002, 500021, 500022],
  },
  'closed-tenant': { kind: 'not-let-into-tenant', place: null, numbers: [5000224] },
  disabled: {
    kind: 'account-disabled',
    place: [...user, 'Properties', 'Account enabled'],
    numbers: [50053, 50057, 500571],
  },
  password: {
    kind: 'password-expired',
    place: [...user, 'Reset password'],
    numbers: [50055, 50135, 50142, 50144],
  },
  personal: {
    kind: 'personal-account',
    place: null,
    numbers: [500200, 500201, 500202, 500207, 500208, 70002, 9002332],
  },
  'ran-out': {
    kind: 'sign-in-ran-out',
    isFixedBySignIn: true,
    place: null,
    numbers: [50058, 50085, 50089, 50132, 50133, 50173, 54005, 70000, 70008, 70043, 700082, 700084, 700020],
  },
  // the registration and its tenant
  'unknown-client': {
    kind: 'client-unknown',
    place: [...registration, 'Overview'],
    numbers: [700011, 700016],
  },
  'disabled-client': {
    kind: 'client-disabled',
    place: [...enterpriseApp, 'Properties', 'Enabled for users to sign-in'],
    numbers: [1000031, 7000112],
  },
  'missing-client': {
    kind: 'registration-incomplete',
    place: [...enterpriseApp, 'Properties', 'Enabled for users to sign-in'],
    numbers: [70001],
  },
  'missing-graph': {
    kind: 'registration-incomplete',
    place: ['Entra ID', 'Enterprise apps', 'All applications', 'Microsoft Graph', 'Properties'],
    numbers: [50001, 500011, 500014, 650052, 650054],
  },
  'missing-permission': {
    kind: 'registration-incomplete',
    place: [...registration, 'API permissions'],
    numbers: [65005, 650056, 650057, 70011],
  },
  tenant: {
    kind: 'tenant-unknown',
    place: ['Entra ID', 'Overview'],
    numbers: [50059, 50128, 500128, 90002, 90019, 900023],
  },
  cloud: {
    kind: 'wrong-cloud',
    place: null,
    numbers: [90038, 90043, 90051, 900382, 900432, 900439],
  },
  'single-tenant': {
    kind: 'single-tenant-client',
    place: [...authentication, 'Supported accounts'],
    numbers: [50194],
  },
  'web-redirect': { kind: 'public-client-off', place: desktopPlatform, numbers: [7000215, 7000218] },
  'single-page-redirect': {
    kind: 'single-page-redirect',
    place: desktopPlatform,
    numbers: [9002326, 9002327],
  },
  redirect: {
    kind: 'redirect-missing',
    place: desktopPlatform,
    numbers: [50011, 500112, 500113, 70004, 900971],
  },
  // Entra itself
  passing: {
    kind: 'entra-busy',
    place: null,
    numbers: [
      40010, 50033, 50087, 50088, 50166, 50196, 70012, 90006, 90012, 90024, 90033, 90055, 90090, 90091,
    ],
  },
} as const satisfies Record<string, EntraCause>

export type CauseName = keyof typeof entraCauses

export const causeNames = Object.keys(entraCauses).filter((name): name is CauseName => name in entraCauses)

const causeOfNumber: ReadonlyMap<number, CauseName> = new Map(
  causeNames.flatMap((name) => entraCauses[name].numbers.map((number) => [number, name] as const)),
)

/** The cause for a number; null for one that is not in the table. */
export const causeOf = (number: number): CauseName | null => causeOfNumber.get(number) ?? null

/** The fields of an error response that contain numbers ("…authorization code flow", error response, and `error_uri`). */
export interface NumberedRefusal {
  /** `error_codes`. */
  codes?: readonly number[]
  description?: string
  /** `error_uri`, such as "https://login.microsoftonline.com/error?code=50105". */
  uri?: string
}

/** The first number that is in the table, else the first number; null if there is none. */
export function numberOfRefusal({ codes = [], description = '', uri = '' }: NumberedRefusal): number | null {
  const inText = [...description.matchAll(/AADSTS(\d{1,10})/gi), ...uri.matchAll(/[?&]code=(\d{4,10})\b/gi)]
  const numbers = [...codes.filter(isNumber), ...inText.map(([, digits]) => Number(digits))]
  return numbers.find((number) => causeOf(number) !== null) ?? numbers[0] ?? null
}

const isNumber = (code: number) => Number.isSafeInteger(code) && code > 0

/** The number in a code such as "AADSTS50011"; null if there is none. */
export function numberIn(code: string | null): number | null {
  const digits = /AADSTS(\d{1,10})/.exec(code ?? '')?.[1]
  return digits === undefined ? null : Number(digits)
}
