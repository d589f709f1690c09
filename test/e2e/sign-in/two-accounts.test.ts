// Two accounts of two tenants: added in the window, shown by urgency, each with its own tokens, and signed out one by one.
import { readdir } from 'node:fs/promises'
import { expect } from 'vitest'
import { keyboardPerson } from '../stage/keyboard-person.ts'
import { test } from '../stage/story.ts'

const grace = {
  name: 'Grace Hopper',
  username: 'grace@fabrikam.example',
  oid: '66825e03-7ef5-42da-9069-724602c31f6b',
  tenantId: '99999999-8888-4777-8666-000000000002',
}

test.concurrent('a second account is added, the most urgent light is shown, and a sign-out concerns one account', async ({
  startSignedIn,
  fake,
  profile,
  soon,
}) => {
  const app = await startSignedIn()
  const ada = { ...fake.account }
  const files = async () => (await readdir(profile)).filter((name) => name.startsWith('tokens')).sort()
  fake.account = grace
  fake.presences = { [grace.oid]: { id: grace.oid, availability: 'Busy', activity: 'InACall' } }
  const window = await app.window()
  await window.getByRole('button', { name: 'Settings' }).click()
  await window.getByRole('button', { name: /^Account/ }).click()
  await window.getByRole('button', { name: 'Add another account…' }).click()
  await window.getByRole('button', { name: 'Sign in' }).click()
  await soon(app.light).toBe('in-a-call')
  await soon(async () => (await files()).length).toBe(2)
  // The second account may have the same registration: its tokens are its own all the same.
  expect(new Set(fake.asked('my-presence').map(({ account }) => account))).toEqual(
    new Set([ada.oid, grace.oid]),
  )

  const choice = window.getByRole('combobox', { name: 'Account in this window' })
  await choice.selectOption({ label: 'ada@contoso.example: Available' })
  await window.getByRole('heading', { name: 'Available' }).waitFor()
  await choice.selectOption({ label: 'grace@fabrikam.example: In a call' })
  await window.getByRole('heading', { name: 'In a call' }).waitFor()

  await app.menu('Accounts', 'ada@contoso.example: Available')
  await soon(app.light).toBe('available')
  const second = await app.restart()
  await soon(second.light).toBe('available')
  await second.menu('Accounts', 'The most urgent')
  await soon(second.light).toBe('in-a-call')

  await second.menu('Sign out')
  await soon(second.light).toBe('available')
  await soon(files).toEqual(['tokens'])
  const asked = fake.asked('my-presence').filter(({ account }) => account === grace.oid).length
  await second.menu('Check now')
  await soon(() => fake.asked('my-presence').at(-1)?.account).toBe(ada.oid)
  expect(fake.asked('my-presence').filter(({ account }) => account === grace.oid)).toHaveLength(asked)
})

test.concurrent('by keyboard alone an account is added, shown in the window and signed out', async ({
  startSignedIn,
  fake,
  soon,
  needs,
}) => {
  needs('simulator')
  const app = await startSignedIn({ intervalSeconds: 600 })
  fake.account = grace
  fake.presences = { [grace.oid]: { id: grace.oid, availability: 'Busy', activity: 'InACall' } }
  const { window, press, reach, use, isAt, walk } = await keyboardPerson(app)
  const heading = (name: string) => window.getByRole('heading', { level: 1, name, exact: true })
  const button = (name: string | RegExp) => window.getByRole('button', { name, exact: true })
  const choice = window.getByRole('combobox', { name: 'Account in this window' })

  await heading('Available').waitFor()
  await use(button('Settings'))
  await use(button(/^Account /))
  await use(button('Add another account…'))
  // As whenever the settings are left.
  await heading('Signed out').waitFor()
  await isAt(button('Settings'))
  await use(button('Sign in'))
  await soon(app.light).toBe('in-a-call')
  await isAt(heading('In a call'))
  await walk('now, of two accounts')

  // The choice keeps the focus while the view below it becomes another account's.
  await reach(choice)
  await press('ArrowUp')
  await heading('Available').waitFor()
  await isAt(choice)
  await press('ArrowDown')
  await heading('In a call').waitFor()
  await isAt(choice)

  await use(button('Settings'))
  await use(button(/^Account /))
  await isAt(heading('Account'))
  await walk('account, of two')
  await use(window.getByRole('combobox', { name: 'The tray shows' }), 'a')
  await soon(app.light).toBe('available')
  await use(button('grace@fabrikam.example: Sign out'))
  await soon(() => choice.count()).toBe(0)
  await isAt(heading('Account'))
  await press('Escape')
  await isAt(button(/^Account /))
  expect(await app.light()).toBe('available')
  expect((await app.desktop()).errors).toEqual([])
})
