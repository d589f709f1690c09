// The programs that record from a microphone only in a call, by the names that the systems give them. Pure.

/** Teams, wherever a system says that it is Teams. */
export const TEAMS = 'Microsoft Teams'

/**
 * Each program with its names: of its file without ".exe" (ConsentStore, `application.process.binary`), of its package
 * before the publisher's id (ConsentStore), and `application.name` (pactl). pmset names only Teams.
 *
 * A browser is not in the table: it also records for dictation and recordings, so a call in it is not recognized.
 * Sources: the file and package names of the vendors' installers; for pactl also WirePlumber's list of programs that
 * make calls ("Bluetooth configuration", linking.bluetooth.media-role.applications).
 */
const namesOf: Readonly<Record<string, readonly string[]>> = {
  // The new client, its media process, the classic client, and the community's client for Linux.
  [TEAMS]: [TEAMS, 'ms-teams', 'ms-teams_modulehost', 'msteams', 'Teams', 'teams-for-linux'],
  Zoom: ['Zoom', 'ZOOM VoiceEngine', 'zoom.real'],
  // CiscoCollabHost records for the app, atmgr and webexmta for meetings.
  Webex: ['Webex', 'CiscoCollabHost', 'atmgr', 'webexmta'],
  Slack: ['Slack', '91750D7E.Slack'],
  Discord: ['Discord', 'DiscordPTB', 'DiscordCanary'],
  // Skype itself ended in May 2025; Skype for Business is lync.exe.
  Skype: ['Skype', 'skypeforlinux', 'Microsoft.SkypeApp', 'lync'],
  Signal: ['Signal', 'signal-desktop'],
  WhatsApp: ['WhatsApp', '5319275A.WhatsAppDesktop'],
  Linphone: ['Linphone'],
  Mumble: ['Mumble'],
  // The audio device of the WebRTC library names itself, not its program; Discord is the best known.
  'WEBRTC VoiceEngine': ['WEBRTC VoiceEngine'],
}

const programs: ReadonlyMap<string, string> = new Map(
  Object.entries(namesOf).flatMap(([program, names]) => names.map((name) => [name.toLowerCase(), program])),
)

/** The call program of this name, in any letter case; null for another program, and for one without a name. */
export const callProgramOf = (name: string | null): string | null =>
  programs.get(name?.toLowerCase() ?? '') ?? null
