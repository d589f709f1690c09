// The question at the first start: how to begin, with four answers.
import { DesktopRegular, MailRegular, PersonRegular, PlayCircleRegular } from '@fluentui/react-icons'
import { type JSX, useId } from 'react'
import { PageTitle } from '../frame/page-title.tsx'
import { useWindow } from '../frame/window-context.ts'
import { goTo } from './first-start-frame.tsx'

export function BeginStep() {
  const { t, ask } = useWindow()
  const questionId = useId()
  return (
    <>
      <PageTitle>{t('setup.title')}</PageTitle>
      <p id={questionId} className="quiet">
        {t('setup.text')}
      </p>
      <ul className="answers" aria-labelledby={questionId}>
        <Answer
          icon={<PersonRegular />}
          title={t('setup.begin.signIn.title')}
          text={t('setup.begin.signIn.text')}
          onChoose={() => goTo('check')}
        />
        <Answer
          icon={<MailRegular />}
          title={t('setup.begin.administrator.title')}
          text={t('setup.begin.administrator.text')}
          onChoose={() => goTo('administrator')}
        />
        <Answer
          icon={<DesktopRegular />}
          title={t('setup.begin.thisComputer.title')}
          text={t('setup.begin.thisComputer.text')}
          onChoose={() => ask((tally) => tally.followThisComputer())}
        />
        <Answer
          icon={<PlayCircleRegular />}
          title={t('setup.tryDemo')}
          text={t('setup.begin.demo.text')}
          onChoose={() => ask((tally) => tally.tryDemo())}
        />
      </ul>
    </>
  )
}

interface AnswerProps {
  icon: JSX.Element
  title: string
  text: string
  onChoose: () => void
}

function Answer({ icon, title, text, onChoose }: AnswerProps) {
  const textId = useId()
  return (
    <li>
      <span className="icon">{icon}</span>
      <button type="button" aria-describedby={textId} onClick={onChoose}>
        {title}
      </button>
      <p id={textId} className="small">
        {text}
      </p>
    </li>
  )
}
