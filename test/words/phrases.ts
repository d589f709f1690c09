// How each language says what the tests of the words look for. A language without an entry here runs without those tests.
import { languageNames } from '../../app/model/names.ts'

export const phrases = {
  en: {
    /** The program does something without the user. */
    byItself:
      /by itself|keeps? (?:trying|asking)|tr(?:ies|y) again (?:by|within|in)|(?:asks|checks|looks) again/i,
    changes: {
      'set-status': /set the status that you chose/,
      'reset-status': /reset your status/,
      'set-message': /set your status message/,
      'remove-message': /removed? your status message/,
    },
    unchanged: /unchanged|goes on showing what Microsoft says/,
    licence: /licen[cs]e/i,
    shorter: /shorter text/,
    otherComputer: /another computer/,
  },
  ru: {
    byItself:
      /(?:Light|он|продолжит) сам[ои]?(?!\p{L})|само это|сам попробует|продолж(?:ает|ит)|(?:попробует|спросит|проверит) снова/iu,
    changes: {
      'set-status': /зада(?:ть|л) выбранный вами статус/,
      'reset-status': /сброси(?:ть|л) ваш статус/,
      'set-message': /зада(?:ть|л) ваше сообщение/,
      'remove-message': /убра(?:ть|л) ваше сообщение/,
    },
    unchanged: /не изменил|прежним|и дальше показывает то, что говорит Microsoft/,
    licence: /лиценз/i,
    shorter: /текст короче/,
    otherComputer: /с другого компьютера/,
  },
  de: {
    byItself: /automatisch|versucht es (?:weiter|erneut)/i,
    changes: {
      'set-status': /von Ihnen gewählten? Status/,
      'reset-status': /Ihr(?:en)? Status zurück/,
      'set-message': /Ihre Statusmeldung fest/,
      'remove-message': /Ihre Statusmeldung (?:zu entfernen|entfernt)/,
    },
    unchanged: /unverändert|zeigt weiterhin, was Microsoft meldet/,
    licence: /lizenz/i,
    shorter: /kürzeren Text/,
    otherComputer: /einem anderen Computer/,
  },
  fr: {
    byItself: /de lui-même|d’elle-même|continue d’essayer|réessaie|automatiquement/i,
    changes: {
      'set-status': /défini(?:r)? le statut que vous avez choisi/,
      'reset-status': /réinitialis(?:er|é) votre statut/,
      'set-message': /défini(?:r)? votre message/,
      'remove-message': /supprim(?:er|é) votre message/,
    },
    unchanged: /inchangé|continue de montrer ce que dit Microsoft/,
    licence: /licence/i,
    shorter: /texte plus court/,
    otherComputer: /d’un autre ordinateur/,
  },
  es: {
    byItself: /por sí solo|automáticamente|sigue intentándolo|vuelve a intentar/i,
    changes: {
      'set-status': /establec(?:er|ido) el estado que elegiste/,
      'reset-status': /restablec(?:er|ido) tu estado/,
      'set-message': /establec(?:er|ido) tu mensaje de estado/,
      'remove-message': /quita(?:r|do) tu mensaje de estado/,
    },
    unchanged: /no ha cambiado|sigue mostrando lo que indica Microsoft/,
    licence: /licencia/i,
    shorter: /texto más corto/,
    otherComputer: /de otro equipo/,
  },
  'pt-BR': {
    byItself: /por conta própria|consulta de novo|automaticamente/i,
    changes: {
      'set-status': /defini(?:r|u) o status que você escolheu/,
      'reset-status': /redefini(?:r|u) seu status/,
      'set-message': /defini(?:r|u) sua mensagem de status/,
      'remove-message': /remove(?:r|u) sua mensagem de status/,
    },
    unchanged: /não mudou|continua mostrando o que a Microsoft informa/,
    licence: /licença/i,
    shorter: /texto mais curto/,
    otherComputer: /de outro computador/,
  },
  it: {
    byItself: /automaticamente|continua a riprovare|Light riprova/i,
    changes: {
      'set-status': /lo stato che hai scelto/,
      'reset-status': /reimpost(?:are|ato) il tuo stato/,
      'set-message': /impost(?:are|ato) il tuo messaggio/,
      'remove-message': /rim(?:uovere|osso) il tuo messaggio/,
    },
    unchanged: /invariato|continua a mostrare ciò che indica Microsoft/,
    licence: /licenz/i,
    shorter: /testo più breve/,
    otherComputer: /da un altro computer/,
  },
  nl: {
    byItself: /automatisch|(?:blijft|probeert) het/i,
    changes: {
      'set-status': /door jou gekozen status/,
      'reset-status': /je status opnieuw/,
      'set-message': /je statusbericht (?:in te stellen|is ingesteld)/,
      'remove-message': /je statusbericht (?:te verwijderen|is verwijderd)/,
    },
    unchanged: /ongewijzigd|blijft weergeven wat Microsoft meldt/,
    licence: /licentie/i,
    shorter: /kortere tekst/,
    otherComputer: /een andere computer/,
  },
  pl: {
    byItself: /Light sam(?!\p{L})|pojawi się sam|ponawia|automatycznie|spróbuje ponownie/iu,
    changes: {
      'set-status': /ustawienia wybranego statusu/,
      'reset-status': /zresetowania Twojego statusu/,
      'set-message': /ustawienia Twojego komunikatu o stanie/,
      'remove-message': /usunięcia Twojego komunikatu o stanie/,
    },
    unchanged: /się nie zmienił|nadal pokazuje to, co podaje Microsoft/,
    licence: /licencj/i,
    shorter: /krótszego tekstu/,
    otherComputer: /z innego komputera/,
  },
  tr: {
    byItself: /kendiliğinden|otomatik|yeniden (?:sorar|dener)/i,
    changes: {
      'set-status': /seçtiğiniz durumu ayarla(?:mayı|dığını)/,
      'reset-status': /durumunuzu sıfırla(?:mayı|dığını)/,
      'set-message': /durum iletinizi ayarla(?:mayı|dığını)/,
      'remove-message': /durum iletinizi kaldır(?:mayı|dığını)/,
    },
    unchanged: /değişmedi|Microsoft'un bildirdiğini göstermeyi sürdürür/,
    licence: /lisans/i,
    shorter: /daha kısa bir metin/i,
    otherComputer: /başka bir bilgisayardan/,
  },
  ja: {
    byItself: /自動的|再試行/,
    changes: {
      'set-status': /選択した状態(?:の|が)設定/,
      'reset-status': /状態(?:の|が)リセット/,
      'set-message': /ステータス メッセージ(?:の|が)設定/,
      'remove-message': /ステータス メッセージ(?:の|が)削除/,
    },
    unchanged: /変わってい(?:ません|ない)|引き続き Microsoft の情報を表示/,
    licence: /ライセンス/,
    shorter: /短いテキスト/,
    otherComputer: /別のコンピューター/,
  },
  ar: {
    byItself: /تلقائي|من تلقاء نفس|(?:يسأل|يحاول) (?:Tally Light )?(?:من جديد|مرة أخرى)/,
    changes: {
      'set-status': /تعيين الحالة التي اخترتها/,
      'reset-status': /إعادة تعيين حالتك/,
      'set-message': /تعيين رسالة حالتك/,
      'remove-message': /إزالة رسالة حالتك/,
    },
    unchanged: /لم (?:يتغير|تتغير)|يواصل الضوء عرض ما تقوله Microsoft/,
    licence: /ترخيص/,
    shorter: /نصًا أقصر/,
    otherComputer: /كمبيوتر آخر/,
  },
} as const

export const languagesWithPhrases = languageNames.filter(
  (name: string): name is keyof typeof phrases => name in phrases,
)
