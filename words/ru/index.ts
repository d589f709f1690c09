// The texts in Russian, by namespace.
import browser from './browser.json' with { type: 'json' }
import colleagues from './colleagues.json' with { type: 'json' }
import commandLine from './command-line.json' with { type: 'json' }
import consent from './consent.json' with { type: 'json' }
import elsewhere from './elsewhere.json' with { type: 'json' }
import mqtt from './mqtt.json' with { type: 'json' }
import notifications from './notifications.json' with { type: 'json' }
import presence from './presence.json' with { type: 'json' }
import problem from './problem.json' with { type: 'json' }
import settings from './settings.json' with { type: 'json' }
import setup from './setup.json' with { type: 'json' }
import status from './status.json' with { type: 'json' }
import today from './today.json' with { type: 'json' }
import tray from './tray.json' with { type: 'json' }
import window from './window.json' with { type: 'json' }

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
  window,
}
