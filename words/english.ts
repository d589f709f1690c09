// The texts in English, by namespace: the keys of every language, also for what runs without Vite.
import browser from './en/browser.json' with { type: 'json' }
import colleagues from './en/colleagues.json' with { type: 'json' }
import commandLine from './en/command-line.json' with { type: 'json' }
import consent from './en/consent.json' with { type: 'json' }
import elsewhere from './en/elsewhere.json' with { type: 'json' }
import mqtt from './en/mqtt.json' with { type: 'json' }
import notifications from './en/notifications.json' with { type: 'json' }
import presence from './en/presence.json' with { type: 'json' }
import problem from './en/problem.json' with { type: 'json' }
import settings from './en/settings.json' with { type: 'json' }
import setup from './en/setup.json' with { type: 'json' }
import status from './en/status.json' with { type: 'json' }
import today from './en/today.json' with { type: 'json' }
import tray from './en/tray.json' with { type: 'json' }
import whose from './en/whose.json' with { type: 'json' }
import window from './en/window.json' with { type: 'json' }

export default {
  browser,
  colleagues,
  commandLine,
  consent,
  elsewhere,
  mqtt,
  notifications,
  presence,
  problem,
  settings,
  setup,
  status,
  today,
  tray,
  whose,
  window,
}
