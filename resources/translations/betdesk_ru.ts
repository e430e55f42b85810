<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en_US">
<context>
    <name>AlertTexts</name>
    <message>
        <source>Refund job %1</source>
        <translation>Возврат (задание %1)</translation>
    </message>
    <message>
        <source>Recalculation job %1 of round %2</source>
        <extracomment>%1 a number, %2 a round&apos;s id</extracomment>
        <translation>Пересчёт раунда %2 (задание %1)</translation>
    </message>
    <message>
        <source>recalculation of round %1</source>
        <translation>пересчёт раунда %1</translation>
    </message>
    <message numerus="yes">
        <source>refund of %n bets</source>
        <translation>
            <numerusform>возврат %n ставки</numerusform>
            <numerusform>возврат %n ставок</numerusform>
            <numerusform>возврат %n ставок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>выполнена %n</numerusform>
            <numerusform>выполнено %n</numerusform>
            <numerusform>выполнено %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n с ошибкой</numerusform>
            <numerusform>%n с ошибкой</numerusform>
            <numerusform>%n с ошибкой</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in doubt</source>
        <translation>
            <numerusform>%n под вопросом</numerusform>
            <numerusform>%n под вопросом</numerusform>
            <numerusform>%n под вопросом</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held</source>
        <translation>
            <numerusform>%n удержана</numerusform>
            <numerusform>%n удержано</numerusform>
            <numerusform>%n удержано</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deferred</source>
        <translation>
            <numerusform>%n отложена</numerusform>
            <numerusform>%n отложены</numerusform>
            <numerusform>%n отложено</numerusform>
        </translation>
    </message>
    <message>
        <source>one of the first bets failed or is in doubt</source>
        <translation>одна из первых ставок не прошла или под вопросом</translation>
    </message>
    <message>
        <source>too many bets failed</source>
        <translation>слишком много ошибок</translation>
    </message>
    <message>
        <source>somebody paused it</source>
        <translation>приостановлено человеком</translation>
    </message>
    <message>
        <source>the partner does not answer</source>
        <translation>партнёр не отвечает</translation>
    </message>
    <message>
        <source>the second person chose another result</source>
        <translation>второй человек выбрал другой результат</translation>
    </message>
    <message>
        <source>the round&apos;s result changed meanwhile</source>
        <translation>результат раунда тем временем изменился</translation>
    </message>
    <message>
        <source>%1/min</source>
        <translation>%1/мин</translation>
    </message>
    <message>
        <source>%1/h</source>
        <translation>%1/ч</translation>
    </message>
    <message>
        <source>No bets from %1 for %2 (usual: %3).</source>
        <extracomment>%1 a bookmaker, %2 a time, %3 &quot;40/min&quot;</extracomment>
        <translation>Нет ставок от %1 уже %2 (обычно: %3).</translation>
    </message>
    <message>
        <source>%1 % of the calls to %2 failed within %3.</source>
        <extracomment>%1 a number, %2 a bookmaker, %3 a time</extracomment>
        <translation>Не прошло %1 % вызовов к %2 за %3.</translation>
    </message>
    <message numerus="yes">
        <source>%n bets at %1 hold funds for longer than %2.</source>
        <extracomment>%1 a bookmaker, %2 a time</extracomment>
        <translation>
            <numerusform>%n ставка у %1 держит средства дольше %2.</numerusform>
            <numerusform>%n ставки у %1 держат средства дольше %2.</numerusform>
            <numerusform>%n ставок у %1 держат средства дольше %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operations at %1 are in doubt.</source>
        <extracomment>%1 a bookmaker</extracomment>
        <translation>
            <numerusform>%n операция у %1 под вопросом.</numerusform>
            <numerusform>%n операции у %1 под вопросом.</numerusform>
            <numerusform>%n операций у %1 под вопросом.</numerusform>
        </translation>
    </message>
    <message>
        <source>Round %1: its result is in question. A recalculation is needed.</source>
        <translation>Раунд %1: его результат под сомнением. Нужен пересчёт.</translation>
    </message>
    <message>
        <source>Approval of %1 waits for longer than %2.</source>
        <extracomment>%1 a job&apos;s or a bet&apos;s id, %2 a time</extracomment>
        <translation>Подтверждение %1 ждёт дольше %2.</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n bets within %2.</source>
        <extracomment>%1 the name of a rule, %2 a time</extracomment>
        <translation>
            <numerusform>%1: %n ставка за %2.</numerusform>
            <numerusform>%1: %n ставки за %2.</numerusform>
            <numerusform>%1: %n ставок за %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>Acknowledged.</source>
        <translation>Принято.</translation>
    </message>
    <message>
        <source>Snoozed until %1.</source>
        <translation>Отложено до %1.</translation>
    </message>
    <message>
        <source>Over since %1.</source>
        <translation>Завершено в %1.</translation>
    </message>
    <message>
        <source>Owner: %1.</source>
        <translation>Занимается: %1.</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Сведения</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Внимание</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Критично</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 ч</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 мин</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>More than %1 % of the calls to a partner failed within %2</source>
        <extracomment>%1 a share such as 5.0, %2 a time</extracomment>
        <translation>Более %1 % вызовов к партнёру завершились ошибкой за %2</translation>
    </message>
    <message numerus="yes">
        <source>At least %n bets hold funds for longer than %1</source>
        <extracomment>%1 a time</extracomment>
        <translation>
            <numerusform>Хотя бы %n ставка удерживает средства дольше %1</numerusform>
            <numerusform>Хотя бы %n ставки удерживают средства дольше %1</numerusform>
            <numerusform>Хотя бы %n ставок удерживают средства дольше %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %n operations are in doubt</source>
        <translation>
            <numerusform>Хотя бы %n операция под вопросом</numerusform>
            <numerusform>Хотя бы %n операции под вопросом</numerusform>
            <numerusform>Хотя бы %n операций под вопросом</numerusform>
        </translation>
    </message>
    <message>
        <source>A round needs a recalculation</source>
        <translation>Раунду нужен перерасчёт</translation>
    </message>
    <message>
        <source>An approval waits for longer than %1</source>
        <extracomment>%1 a time</extracomment>
        <translation>Одобрение ждёт дольше %1</translation>
    </message>
    <message numerus="yes">
        <source>No bets for %1 from a partner that usually sends at least %n</source>
        <extracomment>%1 a time</extracomment>
        <translation>
            <numerusform>Нет ставок за %1 от партнёра, который обычно присылает хотя бы %n</numerusform>
            <numerusform>Нет ставок за %1 от партнёра, который обычно присылает хотя бы %n</numerusform>
            <numerusform>Нет ставок за %1 от партнёра, который обычно присылает хотя бы %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %n bets within %1: %2</source>
        <extracomment>%1 a time, %2 a query</extracomment>
        <translation>
            <numerusform>Хотя бы %n ставка за %1: %2</numerusform>
            <numerusform>Хотя бы %n ставки за %1: %2</numerusform>
            <numerusform>Хотя бы %n ставок за %1: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConfirmWake</name>
    <message>
        <source>%1 (%2)</source>
        <comment>a button that wakes in %2 seconds</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Click, or press Ctrl+Enter while this button has the focus.</source>
        <translation>Нажмите мышью или Ctrl+Enter, когда кнопка в фокусе.</translation>
    </message>
</context>
<context>
    <name>CsvFile</name>
    <message>
        <source>Save the rows</source>
        <translation>Сохранить строки</translation>
    </message>
    <message>
        <source>Table, CSV (*.csv)</source>
        <translation>Таблица, CSV (*.csv)</translation>
    </message>
    <message numerus="yes">
        <source>Saved as %1: %n rows.</source>
        <translation>
            <numerusform>Сохранено в %1: %n строка.</numerusform>
            <numerusform>Сохранено в %1: %n строки.</numerusform>
            <numerusform>Сохранено в %1: %n строк.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not saved: %1 cannot be written (%2).</source>
        <translation>Не сохранено: %1 не записать (%2).</translation>
    </message>
</context>
<context>
    <name>EnvironmentBadge</name>
    <message>
        <source>PRODUCTION</source>
        <translation>БОЕВАЯ</translation>
    </message>
    <message>
        <source>STAGING</source>
        <translation>ТЕСТОВАЯ</translation>
    </message>
    <message>
        <source>LOCAL</source>
        <translation>ЛОКАЛЬНАЯ</translation>
    </message>
    <message>
        <source>NOT CONNECTED</source>
        <translation>НЕТ СВЯЗИ</translation>
    </message>
    <message>
        <source>OFFLINE FILE</source>
        <translation>ФАЙЛ</translation>
    </message>
    <message>
        <source>THE PAST</source>
        <translation>ПРОШЛОЕ</translation>
    </message>
</context>
<context>
    <name>FailureTexts</name>
    <message>
        <source>New</source>
        <translation>Новая</translation>
    </message>
    <message>
        <source>Ongoing</source>
        <translation>Продолжается</translation>
    </message>
    <message>
        <source>Escalating</source>
        <translation>Нарастает</translation>
    </message>
    <message>
        <source>Regressed</source>
        <translation>Вернулась</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Заглушена</translation>
    </message>
    <message>
        <source>New: nobody has taken it yet.</source>
        <translation>Новая: её ещё никто не взял.</translation>
    </message>
    <message>
        <source>Ongoing: somebody has it, or it has been here for a day.</source>
        <translation>Продолжается: ею занимаются, или она здесь уже сутки.</translation>
    </message>
    <message>
        <source>Escalating: this hour has far more failures than the hours before.</source>
        <translation>Нарастает: в этом часе сбоев намного больше, чем в прежние.</translation>
    </message>
    <message>
        <source>Regressed: it came back after a day of silence, or after it was retried.</source>
        <translation>Вернулась: после суток тишины или после повтора.</translation>
    </message>
    <message>
        <source>Muted until it gets worse.</source>
        <translation>Заглушена, пока не станет хуже.</translation>
    </message>
    <message numerus="yes">
        <source>%n failures in 24 h</source>
        <translation>
            <numerusform>%n сбой за 24 ч</numerusform>
            <numerusform>%n сбоя за 24 ч</numerusform>
            <numerusform>%n сбоев за 24 ч</numerusform>
        </translation>
    </message>
    <message>
        <source>this hour %1, most in an hour %2</source>
        <extracomment>after &quot;44 failures in 24 h, &quot;</extracomment>
        <translation>в этом часе %1, больше всего за час %2</translation>
    </message>
    <message>
        <source>No bet is open.</source>
        <translation>Открытых ставок нет.</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 bets are open.</source>
        <extracomment>%n bets are open, of %1</extracomment>
        <translation>
            <numerusform>Открыта %n из %1 ставок.</numerusform>
            <numerusform>Открыты %n из %1 ставок.</numerusform>
            <numerusform>Открыто %n из %1 ставок.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bets go again</source>
        <translation>
            <numerusform>%n ставка отправляется снова</numerusform>
            <numerusform>%n ставки отправляются снова</numerusform>
            <numerusform>%n ставок отправляются снова</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were on their way already</source>
        <translation>
            <numerusform>%n уже была в пути</numerusform>
            <numerusform>%n уже были в пути</numerusform>
            <numerusform>%n уже были в пути</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are left alone: this partner would do them twice</source>
        <translation>
            <numerusform>%n не тронута: этот партнёр выполнил бы её дважды</numerusform>
            <numerusform>%n не тронуты: этот партнёр выполнил бы их дважды</numerusform>
            <numerusform>%n не тронуты: этот партнёр выполнил бы их дважды</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are left for another press</source>
        <translation>
            <numerusform>%n осталась на следующий раз</numerusform>
            <numerusform>%n остались на следующий раз</numerusform>
            <numerusform>%n остались на следующий раз</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>UTC: %1
Local: %2, %3
Age: %4</source>
        <extracomment>Tooltip of a time. %1 UTC time, %2 local time, %3 zone, %4 a duration such as &quot;4 min&quot;</extracomment>
        <translation>UTC: %1
Местное: %2, %3
Прошло: %4</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 мс</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 мин</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 ч</translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n день</numerusform>
            <numerusform>%n дня</numerusform>
            <numerusform>%n дней</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 кБ</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 МБ</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 ГБ</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>Под вопросом</translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation>Повтор</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Возвращено</translation>
    </message>
    <message>
        <source>Recalculated</source>
        <translation>Пересчитано</translation>
    </message>
    <message>
        <source>Won</source>
        <translation>Выигрыш</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Проигрыш</translation>
    </message>
    <message>
        <source>Funds held</source>
        <translation>Заморожено</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Одобрено</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Истекло</translation>
    </message>
    <message>
        <source>Retrying %1/%2</source>
        <translation>Повтор %1/%2</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>неизвестна</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>проверена</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>заморозка</translation>
    </message>
    <message>
        <source>won</source>
        <translation>выигрыш</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>проигрыш</translation>
    </message>
    <message>
        <source>refunded</source>
        <translation>возврат</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>отклонена</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>истекла</translation>
    </message>
</context>
<context>
    <name>JobActions</name>
    <message>
        <source>Approvals cannot be given offline.</source>
        <translation>Подтверждать без связи нельзя.</translation>
    </message>
    <message>
        <source>This job does not wait for an approval.</source>
        <translation>Это задание не ждёт подтверждения.</translation>
    </message>
    <message>
        <source>Only a job that is not approved yet can be withdrawn.</source>
        <translation>Отозвать можно только ещё не подтверждённое задание.</translation>
    </message>
    <message>
        <source>This job does not run.</source>
        <translation>Это задание не выполняется.</translation>
    </message>
    <message>
        <source>This job is not paused.</source>
        <translation>Это задание не на паузе.</translation>
    </message>
    <message>
        <source>Only a job that is about to run, runs or is paused can be stopped.</source>
        <translation>Остановить можно только задание, которое вот-вот начнётся, выполняется или на паузе.</translation>
    </message>
    <message>
        <source>Nothing failed, or the job still runs.</source>
        <translation>Ошибок нет, или задание ещё выполняется.</translation>
    </message>
    <message>
        <source>Only %1 can withdraw it.</source>
        <translation>Отозвать может только %1.</translation>
    </message>
    <message>
        <source>You cannot approve your own request.</source>
        <translation>Свой запрос подтвердить нельзя.</translation>
    </message>
    <message>
        <source>Only a manager or %1 can stop it for good. You can pause it.</source>
        <translation>Остановить насовсем может только менеджер или %1. Приостановить можете и вы.</translation>
    </message>
</context>
<context>
    <name>JobTexts</name>
    <message>
        <source>already refunded</source>
        <translation>уже возвращена</translation>
    </message>
    <message>
        <source>already settled</source>
        <translation>уже рассчитана</translation>
    </message>
    <message>
        <source>already closed</source>
        <translation>уже закрыта</translation>
    </message>
    <message>
        <source>the hold expired</source>
        <translation>срок заморозки истёк</translation>
    </message>
    <message>
        <source>nothing is held</source>
        <translation>ничего не заморожено</translation>
    </message>
    <message>
        <source>no such bet</source>
        <translation>нет такой ставки</translation>
    </message>
    <message>
        <source>changed since the approval</source>
        <translation>изменилась после подтверждения</translation>
    </message>
    <message>
        <source>state in doubt</source>
        <translation>состояние под вопросом</translation>
    </message>
    <message>
        <source>the balance does not cover it</source>
        <translation>на балансе не хватает</translation>
    </message>
    <message>
        <source>above the limit</source>
        <translation>выше лимита</translation>
    </message>
    <message>
        <source>cannot be computed</source>
        <translation>нельзя вычислить</translation>
    </message>
    <message>
        <source>a person has to look</source>
        <translation>нужен человек</translation>
    </message>
    <message>
        <source>another operation is running</source>
        <translation>идёт другая операция</translation>
    </message>
    <message>
        <source>the partner is suspended</source>
        <translation>партнёр приостановлен</translation>
    </message>
    <message>
        <source>the partner did not answer</source>
        <translation>партнёр не ответил</translation>
    </message>
    <message>
        <source>the partner cannot be reached</source>
        <translation>партнёр недоступен</translation>
    </message>
    <message>
        <source>changed meanwhile</source>
        <translation>тем временем изменилась</translation>
    </message>
    <message>
        <source>one of the first bets did not succeed</source>
        <translation>одна из первых ставок не прошла</translation>
    </message>
    <message>
        <source>more than 5 % of the last 50 failed</source>
        <translation>больше 5 % ошибок за последние 50</translation>
    </message>
    <message>
        <source>paused by a person</source>
        <translation>поставлено на паузу человеком</translation>
    </message>
    <message>
        <source>the approver chose another result</source>
        <translation>подтверждающий выбрал другой результат</translation>
    </message>
    <message>
        <source>the bets changed</source>
        <translation>ставки изменились</translation>
    </message>
    <message>
        <source>a later job took over</source>
        <translation>его сменило более позднее задание</translation>
    </message>
    <message>
        <source>Wrong result from the game server</source>
        <translation>Неверный результат от игрового сервера</translation>
    </message>
    <message>
        <source>Dealer or operator mistake</source>
        <translation>Ошибка дилера или оператора</translation>
    </message>
    <message>
        <source>Result source corrected</source>
        <translation>Источник исправил результат</translation>
    </message>
    <message>
        <source>Regulator or court decision</source>
        <translation>Решение регулятора или суда</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Другое</translation>
    </message>
    <message>
        <source>you cannot approve your own request</source>
        <translation>свой запрос подтвердить нельзя</translation>
    </message>
    <message>
        <source>your role may not do this</source>
        <translation>ваша роль этого не позволяет</translation>
    </message>
    <message>
        <source>it is above your limit</source>
        <translation>это выше вашего лимита</translation>
    </message>
    <message>
        <source>you are not signed in any more</source>
        <translation>вы больше не вошли в систему</translation>
    </message>
    <message>
        <source>you have to sign in again</source>
        <translation>нужно войти заново</translation>
    </message>
    <message>
        <source>the job has moved on meanwhile</source>
        <translation>задание тем временем ушло дальше</translation>
    </message>
    <message>
        <source>the bets changed since the plan was made</source>
        <translation>ставки изменились после составления плана</translation>
    </message>
    <message>
        <source>the time for it has run out</source>
        <translation>время вышло</translation>
    </message>
    <message>
        <source>the service does not know this job</source>
        <translation>сервис не знает такого задания</translation>
    </message>
    <message>
        <source>the number of bets has changed</source>
        <translation>число ставок изменилось</translation>
    </message>
    <message>
        <source>another recalculation of this round is running</source>
        <translation>этот раунд уже пересчитывается</translation>
    </message>
    <message>
        <source>this request was sent before with other content</source>
        <translation>этот запрос уже отправляли с другим содержанием</translation>
    </message>
    <message>
        <source>the request is not valid</source>
        <translation>запрос составлен неверно</translation>
    </message>
    <message>
        <source>too many requests; wait a little</source>
        <translation>слишком много запросов, подождите немного</translation>
    </message>
    <message>
        <source>the service is under maintenance</source>
        <translation>сервис на обслуживании</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Возврат</translation>
    </message>
    <message>
        <source>Recalculation</source>
        <translation>Пересчёт</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>Составляется</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>План готов</translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>Ждёт подтверждения</translation>
    </message>
    <message>
        <source>About to start</source>
        <translation>Вот-вот начнётся</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Выполняется</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>На паузе</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Выполнено</translation>
    </message>
    <message>
        <source>With exceptions</source>
        <translation>С исключениями</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Остановлено</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Отозвано</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>Устарело</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Просрочено</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Отклонено</translation>
    </message>
    <message>
        <source>Superseded</source>
        <translation>Вытеснено</translation>
    </message>
    <message>
        <source>Waiting</source>
        <comment>a bet of a job</comment>
        <translation>Ждёт</translation>
    </message>
    <message>
        <source>Running</source>
        <comment>a bet of a job</comment>
        <translation>Выполняется</translation>
    </message>
    <message>
        <source>Refunded</source>
        <comment>a bet of a job</comment>
        <translation>Возвращена</translation>
    </message>
    <message>
        <source>Recalculated</source>
        <comment>a bet of a job</comment>
        <translation>Пересчитана</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <comment>a bet of a job</comment>
        <translation>Без изменений</translation>
    </message>
    <message>
        <source>Skipped</source>
        <comment>a bet of a job</comment>
        <translation>Пропущена</translation>
    </message>
    <message>
        <source>Needs input</source>
        <comment>a bet of a job</comment>
        <translation>Нужны данные</translation>
    </message>
    <message>
        <source>Put off</source>
        <comment>a bet of a job</comment>
        <translation>Отложена</translation>
    </message>
    <message>
        <source>Held back</source>
        <comment>a bet of a job</comment>
        <translation>Задержана</translation>
    </message>
    <message>
        <source>Superseded</source>
        <comment>a bet of a job</comment>
        <translation>Вытеснена</translation>
    </message>
    <message>
        <source>Failed</source>
        <comment>a bet of a job</comment>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>In doubt</source>
        <comment>a bet of a job</comment>
        <translation>Под вопросом</translation>
    </message>
    <message>
        <source>Untouched</source>
        <comment>a bet of a job</comment>
        <translation>Не тронута</translation>
    </message>
    <message>
        <source>Refund job %1</source>
        <translation>Возврат, задание %1</translation>
    </message>
    <message>
        <source>Recalculation job %1, round %2</source>
        <translation>Пересчёт, задание %1, раунд %2</translation>
    </message>
    <message>
        <source>Done / failed / in doubt / skipped / left</source>
        <translation>Готово / ошибки / под вопросом / пропущено / осталось</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>An amount that moved of the whole amount: &quot;9 702.00 of 17 902.00 EUR&quot;</extracomment>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <extracomment>Two amounts, of which one will come true</extracomment>
        <translation>%1 или %2</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>нет ответа</translation>
    </message>
    <message>
        <source>Small and capital letters count.</source>
        <translation>Строчные и заглавные буквы различаются.</translation>
    </message>
    <message>
        <source>The text has a character that only looks like the one shown.</source>
        <translation>В тексте есть символ, который лишь похож на показанный.</translation>
    </message>
    <message>
        <source>The text does not match yet.</source>
        <translation>Текст пока не совпадает.</translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n с</numerusform>
            <numerusform>%n с</numerusform>
            <numerusform>%n с</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n мин</numerusform>
            <numerusform>%n мин</numerusform>
            <numerusform>%n мин</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n ч</numerusform>
            <numerusform>%n ч</numerusform>
            <numerusform>%n ч</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refunded</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n возвращена</numerusform>
            <numerusform>%n возвращены</numerusform>
            <numerusform>%n возвращено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recalculated</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n пересчитана</numerusform>
            <numerusform>%n пересчитаны</numerusform>
            <numerusform>%n пересчитано</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n без изменений</numerusform>
            <numerusform>%n без изменений</numerusform>
            <numerusform>%n без изменений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n ошибка</numerusform>
            <numerusform>%n ошибки</numerusform>
            <numerusform>%n ошибок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in doubt</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n под вопросом</numerusform>
            <numerusform>%n под вопросом</numerusform>
            <numerusform>%n под вопросом</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skipped</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n пропущена</numerusform>
            <numerusform>%n пропущены</numerusform>
            <numerusform>%n пропущено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need input</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n ждёт данных</numerusform>
            <numerusform>%n ждут данных</numerusform>
            <numerusform>%n ждут данных</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n put off</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n отложена</numerusform>
            <numerusform>%n отложены</numerusform>
            <numerusform>%n отложено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held back</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n задержана</numerusform>
            <numerusform>%n задержаны</numerusform>
            <numerusform>%n задержано</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n superseded</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n вытеснена</numerusform>
            <numerusform>%n вытеснены</numerusform>
            <numerusform>%n вытеснено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n untouched</source>
        <comment>bets of a job</comment>
        <translation>
            <numerusform>%n не тронута</numerusform>
            <numerusform>%n не тронуты</numerusform>
            <numerusform>%n не тронуто</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bets in the plan so far</source>
        <translation>
            <numerusform>Пока в плане %n ставка</numerusform>
            <numerusform>Пока в плане %n ставки</numerusform>
            <numerusform>Пока в плане %n ставок</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>bets of a job</comment>
        <extracomment>Bets of a job: &quot;187 of 303&quot;</extracomment>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <extracomment>Bets a second</extracomment>
        <translation>%1/с</translation>
    </message>
    <message>
        <source>time left: %1</source>
        <extracomment>%1 a time such as &quot;12 s&quot;</extracomment>
        <translation>осталось: %1</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>осталось около %1</translation>
    </message>
    <message>
        <source>The time for it has run out.</source>
        <translation>Время вышло.</translation>
    </message>
    <message numerus="yes">
        <source>Expires in %n s.</source>
        <translation>
            <numerusform>Истекает через %n с.</numerusform>
            <numerusform>Истекает через %n с.</numerusform>
            <numerusform>Истекает через %n с.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expires in %n min.</source>
        <translation>
            <numerusform>Истекает через %n мин.</numerusform>
            <numerusform>Истекает через %n мин.</numerusform>
            <numerusform>Истекает через %n мин.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused after the first %n bets: %1.</source>
        <extracomment>%1 a list such as &quot;4 refunded · 1 failed&quot;</extracomment>
        <translation>
            <numerusform>Пауза после первой %n ставки: %1.</numerusform>
            <numerusform>Пауза после первых %n ставок: %1.</numerusform>
            <numerusform>Пауза после первых %n ставок: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused after %n bets. Nothing is sent until somebody resumes it.</source>
        <translation>
            <numerusform>Пауза после %n ставки. Ничего не отправляется, пока кто-нибудь не продолжит.</numerusform>
            <numerusform>Пауза после %n ставок. Ничего не отправляется, пока кто-нибудь не продолжит.</numerusform>
            <numerusform>Пауза после %n ставок. Ничего не отправляется, пока кто-нибудь не продолжит.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused after %n bets: %1.</source>
        <translation>
            <numerusform>Пауза после %n ставки: %1.</numerusform>
            <numerusform>Пауза после %n ставок: %1.</numerusform>
            <numerusform>Пауза после %n ставок: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>The service reads the bets into the plan. No money moves.</source>
        <translation>Сервис собирает ставки в план. Деньги не движутся.</translation>
    </message>
    <message>
        <source>Planned, and not sent for approval yet. No money moves. %1</source>
        <translation>План готов, на подтверждение ещё не отправлен. Деньги не движутся. %1</translation>
    </message>
    <message>
        <source>Sent to approvers. No money has moved yet. You cannot approve your own request. %1</source>
        <translation>Отправлено на подтверждение. Деньги ещё не двигались. Свой запрос подтвердить нельзя. %1</translation>
    </message>
    <message>
        <source>Waits for a second person. No money has moved yet. %1</source>
        <translation>Ждёт второго человека. Деньги ещё не двигались. %1</translation>
    </message>
    <message numerus="yes">
        <source>Starts in %n s.</source>
        <translation>
            <numerusform>Начнётся через %n с.</numerusform>
            <numerusform>Начнётся через %n с.</numerusform>
            <numerusform>Начнётся через %n с.</numerusform>
        </translation>
    </message>
    <message>
        <source>Starts now.</source>
        <translation>Начинается.</translation>
    </message>
    <message>
        <source>The job runs on the service. You can close this window.</source>
        <translation>Задание выполняет сервис. Это окно можно закрыть.</translation>
    </message>
    <message>
        <source>Finished at %1. Every bet has a definite end.</source>
        <translation>Завершено в %1. У каждой ставки есть определённый итог.</translation>
    </message>
    <message>
        <source>Finished at %1. Some bets need a person.</source>
        <translation>Завершено в %1. По некоторым ставкам нужен человек.</translation>
    </message>
    <message>
        <source>Stopped at %1. What was done stays done; the rest is untouched.</source>
        <translation>Остановлено в %1. Сделанное остаётся, остальное не тронуто.</translation>
    </message>
    <message>
        <source>Withdrawn by %1. No money moved.</source>
        <translation>Отозвано: %1. Деньги не двигались.</translation>
    </message>
    <message>
        <source>The bets changed since the plan was made. No money moved. Make the plan anew.</source>
        <translation>Ставки изменились после составления плана. Деньги не двигались. Составьте план заново.</translation>
    </message>
    <message>
        <source>The time ran out before it was approved. No money moved.</source>
        <translation>Время вышло, подтверждения не было. Деньги не двигались.</translation>
    </message>
    <message>
        <source>Rejected by %1. No money moved.</source>
        <translation>Отклонено: %1. Деньги не двигались.</translation>
    </message>
    <message>
        <source>Rejected by %1: %2. No money moved.</source>
        <translation>Отклонено, %1: %2. Деньги не двигались.</translation>
    </message>
    <message>
        <source>A later job took over. %1</source>
        <translation>Его сменило более позднее задание. %1</translation>
    </message>
    <message>
        <source>no selection or odds are known</source>
        <translation>не известен выбор или коэффициент</translation>
    </message>
    <message>
        <source>the payout is out of range</source>
        <translation>выплата вне допустимого</translation>
    </message>
    <message>
        <source>the round has another result now</source>
        <translation>у раунда уже другой результат</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>нет ответа вовремя</translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation>связь прервалась</translation>
    </message>
    <message>
        <source>the service does not know one of the bets</source>
        <translation>сервис не знает одной из ставок</translation>
    </message>
    <message>
        <source>the service does not know one of the partners</source>
        <translation>сервис не знает одного из партнёров</translation>
    </message>
    <message>
        <source>only checked, nothing is held</source>
        <translation>только проверена, ничего не заморожено</translation>
    </message>
    <message>
        <source>was refused, nothing is held</source>
        <translation>была отклонена, ничего не заморожено</translation>
    </message>
    <message>
        <source>refunded by the partner</source>
        <translation>возвращена партнёром</translation>
    </message>
    <message>
        <source>refunded by an operator</source>
        <translation>возвращена оператором</translation>
    </message>
    <message>
        <source>entered by who planned it</source>
        <translation>указано автором плана</translation>
    </message>
    <message>
        <source>no answer came</source>
        <translation>ответ не пришёл</translation>
    </message>
    <message>
        <source>the service ended before the answer came</source>
        <translation>сервис остановился раньше, чем пришёл ответ</translation>
    </message>
    <message>
        <source>job %1: %2</source>
        <extracomment>%1 a number, %2 a reason</extracomment>
        <translation>задание %1: %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>The least and the most that many bets may come to</extracomment>
        <translation>от %1 до %2</translation>
    </message>
    <message numerus="yes">
        <source>%n bets in the plan</source>
        <translation>
            <numerusform>%n ставка в плане</numerusform>
            <numerusform>%n ставки в плане</numerusform>
            <numerusform>%n ставок в плане</numerusform>
        </translation>
    </message>
    <message>
        <source>held back, because several calls to the partner failed running</source>
        <translation>придержано: несколько вызовов к партнёру подряд не удались</translation>
    </message>
    <message>
        <source>held back, because too many calls wait for the partner</source>
        <translation>придержано: партнёра ждёт слишком много вызовов</translation>
    </message>
    <message>
        <source>its turn at the partner did not come in time</source>
        <translation>очередь к партнёру не подошла вовремя</translation>
    </message>
    <message>
        <source>held back, because too many retries to the partner failed</source>
        <translation>придержано: слишком много повторов к партнёру не удалось</translation>
    </message>
    <message>
        <source>the answer does not say what became of this bet</source>
        <translation>ответ не говорит, что стало с этой ставкой</translation>
    </message>
    <message>
        <source>the partner does not know the bet, but the call may still arrive</source>
        <translation>партнёр не знает ставку, но вызов ещё может дойти</translation>
    </message>
    <message>
        <source>the partner has not done it, but the call may still arrive</source>
        <translation>партнёр этого не выполнил, но вызов ещё может дойти</translation>
    </message>
    <message>
        <source>at the partner this bet is closed already</source>
        <translation>у партнёра эта ставка уже закрыта</translation>
    </message>
    <message>
        <source>the partner is not done with this bet itself</source>
        <translation>партнёр сам ещё не закончил с этой ставкой</translation>
    </message>
    <message>
        <source>the partner would take a repeat for a second call</source>
        <translation>партнёр принял бы повтор за второй вызов</translation>
    </message>
</context>
<context>
    <name>PaletteEntries</name>
    <message>
        <source>Page: %1</source>
        <translation>Страница: %1</translation>
    </message>
    <message>
        <source>View: %1</source>
        <translation>Подборка: %1</translation>
    </message>
    <message>
        <source>Bet %1</source>
        <translation>Ставка %1</translation>
    </message>
    <message>
        <source>Open a window as %1</source>
        <translation>Открыть окно от имени %1</translation>
    </message>
    <message>
        <source>Open the link</source>
        <translation>Открыть ссылку</translation>
    </message>
</context>
<context>
    <name>RecalculationTexts</name>
    <message>
        <source>Write the correct result.</source>
        <translation>Впишите верный результат.</translation>
    </message>
    <message>
        <source>This is already the recorded result.</source>
        <translation>Этот результат уже записан.</translation>
    </message>
    <message>
        <source>Choose a reason.</source>
        <translation>Выберите причину.</translation>
    </message>
    <message numerus="yes">
        <source>Write the reason in at least %n characters.</source>
        <translation>
            <numerusform>Опишите причину: не меньше %n символа.</numerusform>
            <numerusform>Опишите причину: не меньше %n символов.</numerusform>
            <numerusform>Опишите причину: не меньше %n символов.</numerusform>
        </translation>
    </message>
    <message>
        <source>Write the ticket: production asks for one.</source>
        <translation>Укажите заявку: в боевой среде она обязательна.</translation>
    </message>
    <message>
        <source>Type %1 to confirm.</source>
        <translation>Введите для подтверждения: %1.</translation>
    </message>
    <message>
        <source>Write it with the same capital and small letters.</source>
        <translation>Повторите прописные и строчные буквы точно.</translation>
    </message>
    <message>
        <source>The text has a character that only looks like the one shown.</source>
        <translation>В тексте есть знак, лишь похожий на показанный.</translation>
    </message>
    <message>
        <source>The text does not match yet.</source>
        <translation>Текст пока не совпадает.</translation>
    </message>
    <message>
        <source>The plan came to nothing: %1. Nothing was changed.</source>
        <translation>План не состоялся: %1. Ничего не изменено.</translation>
    </message>
    <message>
        <source>Another recalculation of this round is running (job %1).</source>
        <translation>Этот раунд уже пересчитывается (задание %1).</translation>
    </message>
    <message>
        <source>Another recalculation of this round is running.</source>
        <translation>Этот раунд уже пересчитывается.</translation>
    </message>
    <message>
        <source>The service does not accept this: %1 Nothing was changed.</source>
        <translation>Служба этого не принимает: %1 Ничего не изменено.</translation>
    </message>
    <message>
        <source>The service does not know this round. Nothing was changed.</source>
        <translation>Служба не знает этого раунда. Ничего не изменено.</translation>
    </message>
    <message>
        <source>The service refused: %1. Nothing was changed.</source>
        <translation>Служба отказала: %1. Ничего не изменено.</translation>
    </message>
    <message>
        <source>The service did not answer (%1). Nothing was changed; previewing again is safe.</source>
        <translation>Служба не ответила (%1). Ничего не изменено; запросить план ещё раз безопасно.</translation>
    </message>
    <message>
        <source>It is not certain whether the request arrived (%1). It is being found out; sending it again is safe and makes no second request.</source>
        <translation>Неизвестно, дошёл ли запрос (%1). Это выясняется; повторная отправка безопасна и второго запроса не создаст.</translation>
    </message>
    <message>
        <source>The result of the round changed while you were reading (now: %1). Nothing was sent.</source>
        <translation>Пока вы читали, результат раунда изменился (сейчас: %1). Ничего не отправлено.</translation>
    </message>
    <message>
        <source>This preview is too old. Nothing was sent.</source>
        <translation>План устарел. Ничего не отправлено.</translation>
    </message>
    <message>
        <source>Not sent: %1.</source>
        <translation>Не отправлено: %1.</translation>
    </message>
    <message>
        <source>Bets changed while you were reading. Nothing was sent.</source>
        <translation>Пока вы читали, ставки изменились. Ничего не отправлено.</translation>
    </message>
    <message>
        <source>There is nothing to do, or the plan is no longer there. Nothing was sent.</source>
        <translation>Делать нечего, либо плана больше нет. Ничего не отправлено.</translation>
    </message>
    <message>
        <source>The service refused: %1. Nothing was sent.</source>
        <translation>Служба отказала: %1. Ничего не отправлено.</translation>
    </message>
    <message>
        <source>The plan is no longer there. Nothing was sent.</source>
        <translation>Плана больше нет. Ничего не отправлено.</translation>
    </message>
    <message numerus="yes">
        <source>At %1 the balances of %n players would fall below zero, by %2 together.</source>
        <extracomment>%1 a partner, %2 money</extracomment>
        <translation>
            <numerusform>У партнёра %1 баланс %n игрока станет отрицательным, всего на %2.</numerusform>
            <numerusform>У партнёра %1 балансы %n игроков станут отрицательными, всего на %2.</numerusform>
            <numerusform>У партнёра %1 балансы %n игроков станут отрицательными, всего на %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At %1 %n players would owe %2 together (balance too low).</source>
        <translation>
            <numerusform>У партнёра %1 %n игрок останется должен %2 (баланса не хватает).</numerusform>
            <numerusform>У партнёра %1 %n игрока останутся должны %2 на всех (баланса не хватает).</numerusform>
            <numerusform>У партнёра %1 %n игроков останутся должны %2 на всех (баланса не хватает).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Partner %1 may refuse to take back %2 from %n players (balance too low).</source>
        <translation>
            <numerusform>Партнёр %1 может отказаться взыскать %2 с %n игрока (баланса не хватает).</numerusform>
            <numerusform>Партнёр %1 может отказаться взыскать %2 с %n игроков (баланса не хватает).</numerusform>
            <numerusform>Партнёр %1 может отказаться взыскать %2 с %n игроков (баланса не хватает).</numerusform>
        </translation>
    </message>
    <message>
        <source>In doubt: bet %1 of %2 at %3 comes to %4 or %5, as its last call ends.</source>
        <extracomment>%1 a bet, %2 a player, %3 a partner, %4 and %5 amounts</extracomment>
        <translation>Под вопросом: ставка %1, игрок %2, партнёр %3: %4 или %5, смотря чем кончится последний вызов.</translation>
    </message>
    <message numerus="yes">
        <source>%n more bets are in doubt.</source>
        <translation>
            <numerusform>Под вопросом ещё %n ставка.</numerusform>
            <numerusform>Под вопросом ещё %n ставки.</numerusform>
            <numerusform>Под вопросом ещё %n ставок.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n players have more than one bet here.</source>
        <translation>
            <numerusform>У %n игрока здесь больше одной ставки.</numerusform>
            <numerusform>У %n игроков здесь больше одной ставки.</numerusform>
            <numerusform>У %n игроков здесь больше одной ставки.</numerusform>
        </translation>
    </message>
    <message>
        <source>Sent for approval. Nothing has been recalculated yet. %1</source>
        <translation>Отправлено на подтверждение. Ещё ничего не пересчитано. %1</translation>
    </message>
    <message>
        <source>%1 chose %2, and the request says %3. It is returned to you.</source>
        <extracomment>%1 a person, %2 and %3 results</extracomment>
        <translation>%1 выбирает %2, а в запросе %3. Запрос возвращён вам.</translation>
    </message>
    <message>
        <source>Round %1 is now version 1.</source>
        <translation>Теперь у раунда %1 версия 1.</translation>
    </message>
    <message>
        <source>Round %1 is now version %2. Version %3 is kept.</source>
        <translation>Теперь у раунда %1 версия %2. Версия %3 сохранена.</translation>
    </message>
    <message>
        <source>There are more such players than could be listed: the amounts are the least.</source>
        <translation>Таких игроков больше, чем уместилось: суммы — самые меньшие.</translation>
    </message>
    <message>
        <source>In doubt: bet %1 of %2 at %3 comes to %4, however its last call ends.</source>
        <extracomment>%1 a bet, %2 a player, %3 a partner, %4 an amount</extracomment>
        <translation>Под вопросом: ставка %1 игрока %2 у %3 даст %4, чем бы ни кончился её последний вызов.</translation>
    </message>
</context>
<context>
    <name>ReconciliationTexts</name>
    <message>
        <source>Receiving</source>
        <translation>Приём</translation>
    </message>
    <message>
        <source>Pulling</source>
        <translation>Запрос списка</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Сравнение</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Завершена</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Сбой</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Прервана</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Pulled</source>
        <translation>Запрошен</translation>
    </message>
    <message>
        <source>Matched</source>
        <translation>Совпали</translation>
    </message>
    <message>
        <source>Missing at partner</source>
        <translation>Нет у партнёра</translation>
    </message>
    <message>
        <source>Missing here</source>
        <translation>Нет у нас</translation>
    </message>
    <message>
        <source>Amount differs</source>
        <translation>Другая сумма</translation>
    </message>
    <message>
        <source>Currency differs</source>
        <translation>Другая валюта</translation>
    </message>
    <message>
        <source>State differs</source>
        <translation>Другое состояние</translation>
    </message>
    <message>
        <source>Listed twice</source>
        <translation>Повтор в списке</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>В движении</translation>
    </message>
    <message>
        <source>Both sides have the bet, with the same state and amounts.</source>
        <translation>Ставка есть у обеих сторон, состояние и суммы совпадают.</translation>
    </message>
    <message>
        <source>We have the bet, the partner&apos;s list does not.</source>
        <translation>Ставка есть у нас, в списке партнёра её нет.</translation>
    </message>
    <message>
        <source>The partner&apos;s list has the bet, we do not.</source>
        <translation>Ставка есть в списке партнёра, у нас её нет.</translation>
    </message>
    <message>
        <source>Stake, payout or refunded amount differs.</source>
        <translation>Отличается сумма ставки, выплаты или возврата.</translation>
    </message>
    <message>
        <source>The currency differs.</source>
        <translation>Отличается валюта.</translation>
    </message>
    <message>
        <source>The two sides have the bet in different states.</source>
        <translation>У сторон ставка в разных состояниях.</translation>
    </message>
    <message>
        <source>The partner&apos;s list has the bet more than once.</source>
        <translation>В списке партнёра ставка указана несколько раз.</translation>
    </message>
    <message>
        <source>The bet is still moving. This is no exception: it is compared by the next run.</source>
        <translation>Ставка ещё в движении. Это не расхождение: её сравнит следующая сверка.</translation>
    </message>
    <message>
        <source>an operation of ours has not ended</source>
        <translation>наша операция не завершена</translation>
    </message>
    <message>
        <source>it moved after the list was made</source>
        <translation>изменилась после составления списка</translation>
    </message>
    <message>
        <source>Over 24 h</source>
        <translation>Больше 24 ч</translation>
    </message>
    <message numerus="yes">
        <source>%n rows of the partner</source>
        <translation>
            <numerusform>%n строка партнёра</numerusform>
            <numerusform>%n строки партнёра</numerusform>
            <numerusform>%n строк партнёра</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bets compared</source>
        <translation>
            <numerusform>сравнена %n ставка</numerusform>
            <numerusform>сравнены %n ставки</numerusform>
            <numerusform>сравнено %n ставок</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 matched</source>
        <translation>совпали: %1</translation>
    </message>
    <message>
        <source>%1 pending</source>
        <translation>в движении: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n exceptions are open</source>
        <translation>
            <numerusform>открыто %n расхождение</numerusform>
            <numerusform>открыто %n расхождения</numerusform>
            <numerusform>открыто %n расхождений</numerusform>
        </translation>
    </message>
    <message>
        <source>The file is being sent</source>
        <translation>Файл отправляется</translation>
    </message>
    <message>
        <source>The service reads the partner&apos;s list</source>
        <translation>Сервис читает список партнёра</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Сбой: %1</translation>
    </message>
    <message>
        <source>Given up before it ended. What was found until then is below.</source>
        <translation>Прервана до завершения. Ниже — найденное до этого.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Create o&amp;peration…</source>
        <translation>Создать &amp;операцию…</translation>
    </message>
    <message>
        <source>Re&amp;fund…</source>
        <translation>Во&amp;зврат…</translation>
    </message>
    <message>
        <source>&amp;Recalculate…</source>
        <translation>&amp;Пересчёт…</translation>
    </message>
    <message>
        <source>As&amp;k the partner…</source>
        <translation>С&amp;просить партнёра…</translation>
    </message>
    <message>
        <source>We hold the stake. Opens the refund of this bet; nothing is sent yet.</source>
        <translation>Сумма удержана у нас. Откроется возврат этой ставки; пока ничего не отправляется.</translation>
    </message>
    <message>
        <source>The bet is settled here. Opens the recalculation of its round; nothing is sent yet.</source>
        <translation>Ставка у нас рассчитана. Откроется пересчёт её раунда; пока ничего не отправляется.</translation>
    </message>
    <message>
        <source>Opens the bet with the operation that has not ended; nothing is sent yet.</source>
        <translation>Откроется ставка с незавершённой операцией; пока ничего не отправляется.</translation>
    </message>
    <message>
        <source>There is no bet of ours to act on. Clear it up with the partner, then accept it with the reason.</source>
        <translation>Нашей ставки, с которой можно что-то сделать, нет. Выясните у партнёра, затем примите расхождение с причиной.</translation>
    </message>
    <message>
        <source>The bet moved after the list was made. Compare again with a newer list.</source>
        <translation>Ставка изменилась после составления списка. Сравните снова с более новым списком.</translation>
    </message>
    <message>
        <source>Nothing is held or paid here. Clear it up with the partner, then accept it with the reason.</source>
        <translation>У нас ничего не удержано и не выплачено. Выясните у партнёра, затем примите расхождение с причиной.</translation>
    </message>
    <message>
        <source>Your role may look, but not work on reconciliation.</source>
        <translation>Ваша роль позволяет смотреть, но не проводить сверку.</translation>
    </message>
    <message>
        <source>Over 5 min</source>
        <translation>Больше 5 мин</translation>
    </message>
    <message>
        <source>Over 1 h</source>
        <translation>Больше 1 ч</translation>
    </message>
    <message>
        <source>held</source>
        <translation>удержана</translation>
    </message>
    <message>
        <source>won</source>
        <translation>выиграла</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>проиграла</translation>
    </message>
    <message>
        <source>refunded</source>
        <translation>возвращена</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>отклонена</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>истекла</translation>
    </message>
</context>
<context>
    <name>RefundTexts</name>
    <message>
        <source>bet already settled</source>
        <translation>ставка уже рассчитана</translation>
    </message>
    <message>
        <source>bet already closed</source>
        <translation>ставка уже закрыта</translation>
    </message>
    <message>
        <source>the hold expired</source>
        <translation>срок заморозки истёк</translation>
    </message>
    <message>
        <source>nothing is held for this bet</source>
        <translation>по этой ставке ничего не заморожено</translation>
    </message>
    <message>
        <source>more than the stake</source>
        <translation>больше суммы ставки</translation>
    </message>
    <message>
        <source>the partner is suspended</source>
        <translation>партнёр приостановлен</translation>
    </message>
    <message>
        <source>no such bet</source>
        <translation>такой ставки нет</translation>
    </message>
    <message>
        <source>your role may not refund this bet</source>
        <translation>вашей роли нельзя возвращать эту ставку</translation>
    </message>
    <message>
        <source>you are not signed in any more</source>
        <translation>ваш вход больше не действует</translation>
    </message>
    <message>
        <source>you have to sign in again</source>
        <translation>нужно войти снова</translation>
    </message>
    <message>
        <source>another operation on this bet is running</source>
        <translation>по этой ставке идёт другая операция</translation>
    </message>
    <message>
        <source>this request was sent before with other content</source>
        <translation>этот запрос уже отправлялся с другим содержанием</translation>
    </message>
    <message>
        <source>the request is not valid</source>
        <translation>запрос составлен неверно</translation>
    </message>
    <message>
        <source>Partner outage: funds held, bet not placed</source>
        <translation>Сбой партнёра: деньги заморожены, ставка не принята</translation>
    </message>
    <message>
        <source>Game round cancelled</source>
        <translation>Игровой раунд отменён</translation>
    </message>
    <message>
        <source>Duplicate bet</source>
        <translation>Ставка задвоена</translation>
    </message>
    <message>
        <source>Wrong amount taken</source>
        <translation>Списана неверная сумма</translation>
    </message>
    <message>
        <source>Player complaint accepted</source>
        <translation>Жалоба игрока принята</translation>
    </message>
    <message>
        <source>Result cannot be verified</source>
        <translation>Результат нельзя проверить</translation>
    </message>
    <message>
        <source>Wrong odds offered</source>
        <translation>Предложен неверный коэффициент</translation>
    </message>
    <message>
        <source>Wrong result announced</source>
        <translation>Объявлен неверный результат</translation>
    </message>
    <message>
        <source>Bet placed too late</source>
        <translation>Ставка принята слишком поздно</translation>
    </message>
    <message>
        <source>Decision of the operator</source>
        <translation>Решение оператора</translation>
    </message>
    <message>
        <source>Other (write at least 10 characters)</source>
        <translation>Другое (не менее 10 знаков)</translation>
    </message>
    <message>
        <source>Held %1 · paid %2 · already refunded %3 · can be refunded %4.</source>
        <extracomment>All four are amounts</extracomment>
        <translation>Заморожено %1 · выплачено %2 · уже возвращено %3 · можно вернуть %4.</translation>
    </message>
    <message>
        <source>This bet was voided at %1 by a recalculation; the stake went back.</source>
        <translation>Ставка аннулирована пересчётом в %1; деньги возвращены игроку.</translation>
    </message>
    <message>
        <source>This bet was refunded at %1 by %2.</source>
        <translation>Возврат по этой ставке сделан в %1, выполнил %2.</translation>
    </message>
    <message>
        <source>This bet was refunded at %1 by the partner.</source>
        <translation>Возврат по этой ставке сделан партнёром в %1.</translation>
    </message>
    <message>
        <source>This bet was refunded at %1.</source>
        <translation>Возврат по этой ставке сделан в %1.</translation>
    </message>
    <message>
        <source>This bet won and %1 was paid. A refund does not take the payout back. Use Recalculate round.</source>
        <translation>Ставка выиграла, выплачено %1. Возврат не отменяет выплату. Используйте «Пересчитать раунд».</translation>
    </message>
    <message>
        <source>The partner&apos;s state is in doubt. Ask the partner before refunding.</source>
        <translation>Состояние у партнёра под вопросом. Сначала спросите партнёра.</translation>
    </message>
    <message>
        <source>Nothing is held for this bet, so there is nothing to refund.</source>
        <translation>По этой ставке ничего не заморожено, возвращать нечего.</translation>
    </message>
    <message>
        <source>The hold expired at %1 and the funds are free again. There is nothing to refund.</source>
        <translation>Срок заморозки истёк в %1, деньги снова свободны. Возвращать нечего.</translation>
    </message>
    <message>
        <source>More than the stake would go back. At most %1 can be refunded.</source>
        <translation>Вернулось бы больше суммы ставки. Можно вернуть не более %1.</translation>
    </message>
    <message>
        <source>The service does not allow this refund (%1).</source>
        <translation>Сервис не разрешает этот возврат (%1).</translation>
    </message>
    <message>
        <source>Another operation on this bet is running. Preview again when it has ended.</source>
        <translation>По этой ставке идёт другая операция. Проверьте снова, когда она закончится.</translation>
    </message>
    <message>
        <source>Another operation on this bet is running (%1, attempt %2 of %3, next try at %4). Preview again when it has ended.</source>
        <translation>По этой ставке идёт другая операция (%1, попытка %2 из %3, следующая в %4). Проверьте снова, когда она закончится.</translation>
    </message>
    <message>
        <source>Another operation on this bet is running (%1, attempt %2 of %3). Preview again when it has ended.</source>
        <translation>По этой ставке идёт другая операция (%1, попытка %2 из %3). Проверьте снова, когда она закончится.</translation>
    </message>
    <message>
        <source>The service does not know this bet. Nothing was sent.</source>
        <translation>Сервис не знает этой ставки. Ничего не отправлено.</translation>
    </message>
    <message>
        <source>The service refused to preview this refund: %1. Nothing was sent.</source>
        <translation>Сервис отказал в проверке возврата: %1. Ничего не отправлено.</translation>
    </message>
    <message>
        <source>The service&apos;s answer could not be read: %1. Nothing was sent.</source>
        <translation>Ответ сервиса не читается: %1. Ничего не отправлено.</translation>
    </message>
    <message>
        <source>The service did not answer (%1). Nothing was sent.</source>
        <translation>Сервис не ответил (%1). Ничего не отправлено.</translation>
    </message>
    <message>
        <source>HTTP %1.</source>
        <translation>HTTP %1.</translation>
    </message>
    <message>
        <source>No answer in time.</source>
        <translation>Ответа вовремя не было.</translation>
    </message>
    <message>
        <source>The connection was lost.</source>
        <translation>Связь прервалась.</translation>
    </message>
    <message>
        <source>No connection.</source>
        <translation>Нет связи.</translation>
    </message>
    <message>
        <source>No answer.</source>
        <translation>Ответа не было.</translation>
    </message>
    <message>
        <source>No answer (%1).</source>
        <translation>Ответа не было (%1).</translation>
    </message>
    <message>
        <source>Not refunded. The service refused: %1. Nothing was changed.</source>
        <translation>Возврата нет. Сервис отказал: %1. Ничего не изменилось.</translation>
    </message>
    <message>
        <source>Not refunded. %1 refused: %2. Nothing was changed.</source>
        <translation>Возврата нет. Партнёр %1 отказал: %2. Ничего не изменилось.</translation>
    </message>
    <message>
        <source>Not refunded. The service could not do it now (HTTP %1). Nothing was changed.</source>
        <translation>Возврата нет. Сейчас сервис не смог его сделать (HTTP %1). Ничего не изменилось.</translation>
    </message>
    <message>
        <source>Not sent. Nothing was changed.</source>
        <translation>Не отправлено. Ничего не изменилось.</translation>
    </message>
    <message>
        <source>Not sent: %1. Nothing was changed.</source>
        <translation>Не отправлено: %1. Ничего не изменилось.</translation>
    </message>
    <message>
        <source>In doubt. The answer could not be written down on this computer (%1). It is asked for again in the background; do not refund again.</source>
        <translation>Под вопросом. Ответ не удалось записать на этом компьютере (%1). Он запрашивается снова в фоне; не возвращайте ещё раз.</translation>
    </message>
    <message numerus="yes">
        <source>In doubt. %1 did not answer after %n tries. It is being checked in the background; do not refund again.</source>
        <translation>
            <numerusform>Под вопросом. Партнёр %1 не ответил после %n попытки. Проверка идёт в фоне; не возвращайте ещё раз.</numerusform>
            <numerusform>Под вопросом. Партнёр %1 не ответил после %n попыток. Проверка идёт в фоне; не возвращайте ещё раз.</numerusform>
            <numerusform>Под вопросом. Партнёр %1 не ответил после %n попыток. Проверка идёт в фоне; не возвращайте ещё раз.</numerusform>
        </translation>
    </message>
    <message>
        <source>The bet changed while you were reading. Nothing was sent.</source>
        <translation>Пока вы читали, ставка изменилась. Ничего не отправлено.</translation>
    </message>
    <message>
        <source>The bet changed while you were reading (now: %1). Nothing was sent.</source>
        <translation>Пока вы читали, ставка изменилась (теперь: %1). Ничего не отправлено.</translation>
    </message>
    <message>
        <source>Write the amount to refund.</source>
        <translation>Впишите сумму возврата.</translation>
    </message>
    <message>
        <source>Use the decimal mark as it is shown above.</source>
        <translation>Пишите десятичный знак так, как показано выше.</translation>
    </message>
    <message>
        <source>The amount has a character that only looks like a digit or a mark.</source>
        <translation>В сумме есть знак, который лишь похож на цифру или запятую.</translation>
    </message>
    <message>
        <source>This is not an amount.</source>
        <translation>Это не сумма.</translation>
    </message>
    <message numerus="yes">
        <source>This currency has %n decimals.</source>
        <translation>
            <numerusform>У этой валюты %n десятичный знак.</numerusform>
            <numerusform>У этой валюты %n десятичных знака.</numerusform>
            <numerusform>У этой валюты %n десятичных знаков.</numerusform>
        </translation>
    </message>
    <message>
        <source>The amount must be above zero.</source>
        <translation>Сумма должна быть больше нуля.</translation>
    </message>
    <message>
        <source>At most %1 can be refunded.</source>
        <translation>Можно вернуть не более %1.</translation>
    </message>
    <message>
        <source>Use the decimal mark as it is shown.</source>
        <translation>Пишите десятичный знак так, как показано.</translation>
    </message>
    <message>
        <source>The text has a character that only looks like the one shown.</source>
        <translation>В тексте есть знак, который лишь похож на показанный.</translation>
    </message>
    <message>
        <source>The text does not match yet.</source>
        <translation>Текст пока не совпадает.</translation>
    </message>
    <message>
        <source>above your limit; a second person has to approve it</source>
        <translation>выше вашего лимита, нужен второй человек</translation>
    </message>
    <message>
        <source>This bet lost and is settled. Refunding a settled bet needs a second person.</source>
        <translation>Ставка проиграла и рассчитана. Для её возврата нужен второй человек.</translation>
    </message>
    <message>
        <source>%1 is above your limit. A second person has to approve it.</source>
        <translation>%1 — выше вашего лимита. Подтвердить должен второй человек.</translation>
    </message>
    <message>
        <source>above your limit for one refund; a second person has to approve it</source>
        <translation>больше вашего лимита на один возврат; нужно согласие второго человека</translation>
    </message>
    <message>
        <source>above your limit for 24 hours; a second person has to approve it</source>
        <translation>больше вашего лимита на 24 часа; нужно согласие второго человека</translation>
    </message>
    <message>
        <source>you made as many refunds as you may in an hour; a second person has to approve more</source>
        <translation>за этот час вы уже сделали все возвраты, что вам можно; на следующий нужно согласие второго человека</translation>
    </message>
    <message>
        <source>you have no limit of your own in this currency; a second person has to approve it</source>
        <translation>в этой валюте у вас нет своего лимита; нужно согласие второго человека</translation>
    </message>
    <message>
        <source>%1 is above your limit for one refund. A second person has to approve it.</source>
        <translation>%1 — больше вашего лимита на один возврат. Нужно согласие второго человека.</translation>
    </message>
    <message>
        <source>With %1 you would be above your limit for 24 hours. A second person has to approve it.</source>
        <translation>С %1 вы превысите свой лимит на 24 часа. Нужно согласие второго человека.</translation>
    </message>
    <message>
        <source>You made as many refunds as you may in an hour. A second person has to approve more.</source>
        <translation>За этот час вы уже сделали все возвраты, что вам можно. На следующий нужно согласие второго человека.</translation>
    </message>
    <message>
        <source>You have no limit of your own in %1. A second person has to approve it.</source>
        <translation>В %1 у вас нет своего лимита. Нужно согласие второго человека.</translation>
    </message>
</context>
<context>
    <name>ReviewTexts</name>
    <message>
        <source>Log of betd</source>
        <translation>Журнал betd</translation>
    </message>
    <message>
        <source>Other JSON</source>
        <translation>Другой JSON</translation>
    </message>
    <message>
        <source>Empty line</source>
        <translation>Пустая строка</translation>
    </message>
    <message>
        <source>Not JSON</source>
        <translation>Не JSON</translation>
    </message>
    <message>
        <source>Too long</source>
        <translation>Слишком длинная</translation>
    </message>
    <message>
        <source>Nested too deep</source>
        <translation>Слишком вложенная</translation>
    </message>
    <message>
        <source>Not UTF-8</source>
        <translation>Не UTF-8</translation>
    </message>
    <message>
        <source>Line %1: not valid JSON, kept as text.</source>
        <translation>Строка %1: не JSON, показана как текст.</translation>
    </message>
    <message>
        <source>Line %1: longer than 1 MiB, kept as text.</source>
        <translation>Строка %1: длиннее 1 МиБ, показана как текст.</translation>
    </message>
    <message>
        <source>Line %1: nested too deep, kept as text.</source>
        <translation>Строка %1: слишком глубокая вложенность, показана как текст.</translation>
    </message>
    <message>
        <source>Line %1: not valid UTF-8, kept as text.</source>
        <translation>Строка %1: не UTF-8, показана как текст.</translation>
    </message>
    <message numerus="yes">
        <source>… cut here: the line has %n more bytes.</source>
        <translation>
            <numerusform>… обрезано: в строке ещё %n байт.</numerusform>
            <numerusform>… обрезано: в строке ещё %n байта.</numerusform>
            <numerusform>… обрезано: в строке ещё %n байт.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was not opened: it unpacks to more than a log would.</source>
        <translation>%1 не открыт: распаковывается в больший объём, чем бывает у журнала.</translation>
    </message>
    <message>
        <source>%1 was not opened: it is no bundle that can be read (%2).</source>
        <translation>%1 не открыт: это не пакет или он повреждён (%2).</translation>
    </message>
    <message>
        <source>%1 was not opened: the password is missing or wrong.</source>
        <translation>%1 не открыт: нет пароля или он неверен.</translation>
    </message>
    <message>
        <source>%1 was not opened (%2).</source>
        <translation>%1 не открыт (%2).</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Событие</translation>
    </message>
    <message>
        <source>the notes in %1 cannot be read (%2)</source>
        <translation>заметки в %1 не читаются (%2)</translation>
    </message>
    <message>
        <source>damaged notes in %1: %2</source>
        <translation>повреждённых заметок в %1: %2</translation>
    </message>
    <message>
        <source>notes in %1 that are too many to show: %2</source>
        <translation>заметок в %1 сверх показанных: %2</translation>
    </message>
</context>
<context>
    <name>RoundTexts</name>
    <message>
        <source>Open</source>
        <translation>Открыт</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Закрыт</translation>
    </message>
    <message>
        <source>Settling</source>
        <translation>Рассчитывается</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Рассчитан</translation>
    </message>
    <message>
        <source>Recalculating</source>
        <translation>Пересчитывается</translation>
    </message>
    <message>
        <source>equal selections were settled differently</source>
        <translation>равные ставки рассчитаны по-разному</translation>
    </message>
    <message>
        <source>a late settlement disagreed with the result</source>
        <translation>поздний расчёт не совпал с результатом</translation>
    </message>
    <message>
        <source>the official result is another one</source>
        <translation>официальный результат другой</translation>
    </message>
    <message>
        <source>the reconciliation found a difference</source>
        <translation>сверка нашла расхождение</translation>
    </message>
    <message>
        <source>a recalculation was stopped halfway</source>
        <translation>пересчёт остановлен на полпути</translation>
    </message>
    <message>
        <source>an operator asked for it</source>
        <translation>по решению оператора</translation>
    </message>
    <message>
        <source>the game, with a settlement</source>
        <translation>игра, вместе с расчётом</translation>
    </message>
    <message>
        <source>official</source>
        <translation>официальный</translation>
    </message>
    <message>
        <source>official: %1</source>
        <translation>официальный: %1</translation>
    </message>
    <message>
        <source>no result yet</source>
        <translation>результата ещё нет</translation>
    </message>
    <message>
        <source>result changed at source</source>
        <translation>результат изменился в источнике</translation>
    </message>
    <message>
        <source>a bet was settled against the result</source>
        <translation>ставка рассчитана вопреки результату</translation>
    </message>
    <message>
        <source>a recalculation left bets to a person</source>
        <translation>пересчёт оставил ставки человеку</translation>
    </message>
    <message>
        <source>bets not counted</source>
        <translation>ставки не посчитаны</translation>
    </message>
    <message>
        <source>The service counts the bets of an open round, and it does not answer.</source>
        <translation>Ставки открытого раунда считает служба, а она не отвечает.</translation>
    </message>
</context>
<context>
    <name>app::Application</name>
    <message>
        <source>The service betd was found neither beside betdesk nor on the PATH.</source>
        <translation>Сервис betd не найден ни рядом с betdesk, ни в PATH.</translation>
    </message>
    <message>
        <source>The token file is empty.</source>
        <translation>Файл с токеном пуст.</translation>
    </message>
    <message>
        <source>The local cache can not be written: %1</source>
        <translation>Локальный кэш не записывается: %1</translation>
    </message>
    <message>
        <source>The service refused the token.</source>
        <translation>Сервис не принял токен.</translation>
    </message>
    <message>
        <source>Refunds are off: the journal can not be used (%1).</source>
        <translation>Возвраты отключены: журнал не работает (%1).</translation>
    </message>
    <message>
        <source>No sandbox runs on the profile %1. Start one with betdesk --sandbox.</source>
        <translation>В профиле %1 песочница не запущена. Запустите её командой betdesk --sandbox.</translation>
    </message>
    <message>
        <source>No further window can be opened.</source>
        <translation>Открыть ещё одно окно не удалось.</translation>
    </message>
    <message>
        <source>The service shows another audit log than before: row %1 has changed.</source>
        <translation>Сервис показывает не тот журнал аудита, что раньше: запись %1 изменилась.</translation>
    </message>
    <message>
        <source>Refunds are off: the journal can only be read (%1).</source>
        <translation>Возвраты отключены: журнал доступен только для чтения (%1).</translation>
    </message>
    <message>
        <source>The token file can not be read.</source>
        <translation>Файл с токеном не читается.</translation>
    </message>
    <message>
        <source>The local cache is kept in memory only: its file cannot be opened (%1).</source>
        <translation>Локальный кэш держится только в памяти: его файл не открывается (%1).</translation>
    </message>
    <message>
        <source>The local cache is kept in memory only: its key cannot be used (%1).</source>
        <translation>Локальный кэш держится только в памяти: его ключ не годится (%1).</translation>
    </message>
    <message numerus="yes">
        <source>%n rows of the local cache could not be read and were left out; the service is asked for them again.</source>
        <translation>
            <numerusform>%n строка локального кэша не читается и пропущена; она снова запрашивается у сервиса.</numerusform>
            <numerusform>%n строки локального кэша не читаются и пропущены; они снова запрашиваются у сервиса.</numerusform>
            <numerusform>%n строк локального кэша не читаются и пропущены; они снова запрашиваются у сервиса.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no local cache.</source>
        <translation>Локального кэша нет.</translation>
    </message>
    <message>
        <source>The local cache could not be read, because it is damaged or its key is another, and is filled anew. The old file is kept beside it.</source>
        <translation>Локальный кэш не прочитался: он повреждён, или ключ у него другой. Он заполняется заново, старый файл остался рядом.</translation>
    </message>
    <message>
        <source>It was open already, and ends at %1. Close it to read anew what came since.</source>
        <translation>Оно уже открыто и кончается в %1. Закройте его, чтобы прочитать и то, что пришло потом.</translation>
    </message>
</context>
<context>
    <name>app::FileDesk</name>
    <message>
        <source>Password of the bundle</source>
        <translation>Пароль пакета</translation>
    </message>
    <message>
        <source>This is not its password. Try again:</source>
        <translation>Это не его пароль. Попробуйте ещё раз:</translation>
    </message>
    <message>
        <source>The bundle is encrypted:</source>
        <translation>Пакет зашифрован:</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>It is encrypted.</source>
        <translation>Он зашифрован.</translation>
    </message>
    <message>
        <source>Choose a bet first.</source>
        <translation>Сначала выберите ставку.</translation>
    </message>
    <message>
        <source>Choose a round first.</source>
        <translation>Сначала выберите раунд.</translation>
    </message>
    <message>
        <source>%1 can not be opened: %2</source>
        <translation>%1 не открывается: %2</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>Открывается %1…</translation>
    </message>
    <message>
        <source>File %1, no bundle: nothing says where it is from.</source>
        <translation>Файл %1, не пакет: откуда он, ничто не говорит.</translation>
    </message>
    <message>
        <source>Bundle %1, made %2.</source>
        <translation>Пакет %1, создан %2.</translation>
    </message>
    <message>
        <source>Bundle %1 of %2, made %3.</source>
        <extracomment>%1 a file, %2 an environment, %3 a time</extracomment>
        <translation>Пакет %1: %2, создан %3.</translation>
    </message>
    <message>
        <source>Signed by %1….</source>
        <translation>Подписан ключом %1….</translation>
    </message>
    <message>
        <source>Not signed.</source>
        <translation>Не подписан.</translation>
    </message>
    <message numerus="yes">
        <source>%1 lines were left out of it.</source>
        <translation>
            <numerusform>Из него исключена %1 строка.</numerusform>
            <numerusform>Из него исключены %1 строки.</numerusform>
            <numerusform>Из него исключено %1 строк.</numerusform>
        </translation>
    </message>
    <message>
        <source>The end of the file is missing.</source>
        <translation>Конца файла нет.</translation>
    </message>
    <message numerus="yes">
        <source>%1 lines of it cannot be read.</source>
        <translation>
            <numerusform>Не читается %1 строка в нём.</numerusform>
            <numerusform>Не читаются %1 строки в нём.</numerusform>
            <numerusform>Не читаются %1 строк в нём.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its lines are not in order of time: they count in the order in which they stand.</source>
        <translation>Строки в нём стоят не по времени: они учтены в том порядке, в каком стоят.</translation>
    </message>
    <message>
        <source>There is no later event of it.</source>
        <translation>Более позднего события нет.</translation>
    </message>
    <message>
        <source>There is no earlier event of it.</source>
        <translation>Более раннего события нет.</translation>
    </message>
    <message>
        <source>The past of %1 can not be shown: %2</source>
        <translation>Прошлое %1 показать нельзя: %2</translation>
    </message>
    <message>
        <source>Reading what this console saw of %1…</source>
        <translation>Читается то, что эта консоль видела от %1…</translation>
    </message>
    <message>
        <source>What this console saw of %1 from %2 to %3.</source>
        <translation>То, что эта консоль видела от %1 с %2 по %3.</translation>
    </message>
    <message>
        <source>What came before is not shown, so that a bet may be missing until something happens to it.</source>
        <translation>То, что было раньше, не показано: ставки может не быть, пока с ней ничего не произошло.</translation>
    </message>
    <message numerus="yes">
        <source>%n parts could not be read and are forgotten.</source>
        <translation>
            <numerusform>%n часть не прочиталась и забыта.</numerusform>
            <numerusform>%n части не прочитались и забыты.</numerusform>
            <numerusform>%n частей не прочиталось и забыто.</numerusform>
        </translation>
    </message>
    <message>
        <source>From %1 to %2 this console saw nothing: you see what it knew before.</source>
        <translation>С %1 по %2 эта консоль ничего не видела: показано то, что она знала раньше.</translation>
    </message>
    <message>
        <source>Jobs, groups of failures and alerts are known from their first change on.</source>
        <translation>Задания, группы сбоев и оповещения известны с первого их изменения.</translation>
    </message>
    <message>
        <source>The cache of this console holds no events of %1 yet.</source>
        <translation>В кэше этой консоли ещё нет событий от %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n more are listed in Log review.</source>
        <translation>
            <numerusform>Ещё %n — на странице «Разбор журнала».</numerusform>
            <numerusform>Ещё %n — на странице «Разбор журнала».</numerusform>
            <numerusform>Ещё %n — на странице «Разбор журнала».</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its maker wrote notes on %1 bets.</source>
        <translation>
            <numerusform>Составитель сделал заметки к %1 ставке.</numerusform>
            <numerusform>Составитель сделал заметки к %1 ставкам.</numerusform>
            <numerusform>Составитель сделал заметки к %1 ставкам.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::Profile</name>
    <message>
        <source>The folder %1 can not be made.</source>
        <translation>Папку %1 не удаётся создать.</translation>
    </message>
    <message>
        <source>The folder %1 does not belong to you.</source>
        <translation>Папка %1 принадлежит не вам.</translation>
    </message>
    <message>
        <source>Another Betdesk uses %1, but it does not answer.</source>
        <translation>Папку %1 занял другой Betdesk, но он не отвечает.</translation>
    </message>
    <message>
        <source>The folder %1 can not be written.</source>
        <translation>В папку %1 нельзя писать.</translation>
    </message>
</context>
<context>
    <name>app::SandboxProcess</name>
    <message>
        <source>its first line is not an address</source>
        <translation>первая строка — не адрес</translation>
    </message>
    <message>
        <source>it was killed</source>
        <translation>процесс убит</translation>
    </message>
    <message>
        <source>exit code %1: %2</source>
        <translation>код выхода %1: %2</translation>
    </message>
    <message>
        <source>Starting the sandbox…</source>
        <translation>Песочница запускается…</translation>
    </message>
    <message>
        <source>The sandbox stopped. It is started again.</source>
        <translation>Песочница остановилась и запускается снова.</translation>
    </message>
</context>
<context>
    <name>ui::AcceptDifferenceDialog</name>
    <message>
        <source>Write why: the next person reads it, and so does the audit log.</source>
        <translation>Напишите причину: её прочтёт следующий человек, она попадёт и в журнал аудита.</translation>
    </message>
    <message>
        <source>Not accepted (%1).</source>
        <translation>Не принято (%1).</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Отправка…</translation>
    </message>
    <message>
        <source>Accept a difference</source>
        <translation>Принять расхождение</translation>
    </message>
    <message>
        <source>Bet %1: %2</source>
        <translation>Ставка %1: %2</translation>
    </message>
    <message>
        <source>Ours: %1. Theirs: %2. Accepting says that this is in order as it is; nothing is moved or repaired. Later runs list it as accepted as long as they find just this.</source>
        <translation>У нас: %1. У них: %2. Принять — значит сказать, что всё в порядке; ничего не переводится и не исправляется. Следующие сверки показывают расхождение принятым, пока находят именно его.</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Причина</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Отмена</translation>
    </message>
    <message>
        <source>&amp;Accept</source>
        <translation>При&amp;нять</translation>
    </message>
</context>
<context>
    <name>ui::Actions</name>
    <message>
        <source>Commands…</source>
        <translation>Команды…</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Фильтр</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Сбросить фильтр</translation>
    </message>
    <message>
        <source>Pause or resume the live list</source>
        <translation>Приостановить или продолжить список</translation>
    </message>
    <message>
        <source>Follow the newest bets</source>
        <translation>Следить за новыми ставками</translation>
    </message>
    <message>
        <source>Details of the bet</source>
        <translation>Подробности ставки</translation>
    </message>
    <message>
        <source>Refund…</source>
        <translation>Возврат…</translation>
    </message>
    <message>
        <source>Copy the bet as JSON</source>
        <translation>Копировать ставку как JSON</translation>
    </message>
    <message>
        <source>Copy the bet&apos;s id</source>
        <translation>Копировать номер ставки</translation>
    </message>
    <message>
        <source>Connect again now</source>
        <translation>Подключиться сейчас</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Следующая панель</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Предыдущая панель</translation>
    </message>
    <message>
        <source>Show or hide the bet&apos;s details</source>
        <translation>Показать или скрыть подробности ставки</translation>
    </message>
    <message>
        <source>Show or hide the chart</source>
        <translation>Показать или скрыть график</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>Вернуть исходное расположение</translation>
    </message>
    <message>
        <source>Theme: as the system</source>
        <translation>Тема: как в системе</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>Тема: светлая</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>Тема: тёмная</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Светлая или тёмная тема</translation>
    </message>
    <message>
        <source>English or Russian</source>
        <translation>Английский или русский</translation>
    </message>
    <message>
        <source>Safety: read-only</source>
        <translation>Защита: только чтение</translation>
    </message>
    <message>
        <source>Safety: confirm</source>
        <translation>Защита: подтверждение</translation>
    </message>
    <message>
        <source>Safety: confirm and type</source>
        <translation>Защита: подтверждение и ввод</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Во весь экран</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Выход</translation>
    </message>
    <message>
        <source>Unfinished refunds…</source>
        <translation>Незавершённые возвраты…</translation>
    </message>
    <message>
        <source>Back to the page or filter before</source>
        <translation>Назад к прежней странице или фильтру</translation>
    </message>
    <message>
        <source>Forward again</source>
        <translation>Снова вперёд</translation>
    </message>
    <message>
        <source>Show or hide pages and views</source>
        <translation>Показать или скрыть страницы и подборки</translation>
    </message>
    <message>
        <source>Show or hide the alerts</source>
        <translation>Показать или скрыть оповещения</translation>
    </message>
    <message>
        <source>Newest alert</source>
        <translation>Последнее оповещение</translation>
    </message>
    <message>
        <source>Refund selection…</source>
        <translation>Вернуть выбранные…</translation>
    </message>
    <message>
        <source>Refund all matching…</source>
        <translation>Вернуть все найденные…</translation>
    </message>
    <message>
        <source>Go on with the refund of many bets…</source>
        <translation>Вернуться к массовому возврату…</translation>
    </message>
    <message>
        <source>Recalculate the round…</source>
        <translation>Пересчитать раунд…</translation>
    </message>
    <message>
        <source>Reduce motion: changes are not highlighted</source>
        <translation>Меньше движения: изменения не выделяются</translation>
    </message>
    <message>
        <source>Open the bet in a window of its own</source>
        <translation>Открыть ставку в отдельном окне</translation>
    </message>
    <message>
        <source>Open this page in a window of its own</source>
        <translation>Открыть эту страницу в отдельном окне</translation>
    </message>
    <message>
        <source>Theme: high contrast</source>
        <translation>Тема: высокая контрастность</translation>
    </message>
    <message>
        <source>Time zone…</source>
        <translation>Часовой пояс…</translation>
    </message>
    <message>
        <source>Copy the chosen attempt as cURL, without secrets</source>
        <translation>Копировать выбранную попытку как cURL, без секретов</translation>
    </message>
    <message>
        <source>Prepare a refund while offline…</source>
        <translation>Подготовить возврат без связи…</translation>
    </message>
    <message>
        <source>Open a bundle…</source>
        <translation>Открыть пакет…</translation>
    </message>
    <message>
        <source>Deliveries…</source>
        <translation>Доставка…</translation>
    </message>
    <message>
        <source>Show or hide the jobs that run or wait</source>
        <translation>Показать или скрыть задания, которые идут или ждут</translation>
    </message>
    <message>
        <source>Show or hide the API console</source>
        <translation>Показать или скрыть консоль API</translation>
    </message>
    <message>
        <source>Alert rules…</source>
        <translation>Правила оповещений…</translation>
    </message>
    <message>
        <source>Any moment again…</source>
        <translation>Любой момент заново…</translation>
    </message>
</context>
<context>
    <name>ui::AlertRuleDialog</name>
    <message>
        <source>Give the rule a name.</source>
        <translation>Назовите правило.</translation>
    </message>
    <message>
        <source>A name has letters A to Z, digits and . _ : - only, no spaces.</source>
        <translation>В имени только латинские буквы, цифры и . _ : -, без пробелов.</translation>
    </message>
    <message>
        <source>Write a query: the rule looks for bets that begin to match it.</source>
        <translation>Напишите запрос: правило ищет ставки, которые начали ему соответствовать.</translation>
    </message>
    <message>
        <source>The quiet hours end when they begin.</source>
        <translation>Тихие часы кончаются в момент начала.</translation>
    </message>
    <message>
        <source>There is a rule of this name already.</source>
        <translation>Правило с таким именем уже есть.</translation>
    </message>
    <message>
        <source>Somebody changed this rule meanwhile. Close this, look at it and change it again.</source>
        <translation>Тем временем правило изменил кто-то другой. Закройте окно, посмотрите на правило и измените его снова.</translation>
    </message>
    <message>
        <source>The service did not answer (%1). Saving again does no harm.</source>
        <translation>Служба не ответила (%1). Сохранить ещё раз безопасно.</translation>
    </message>
    <message>
        <source>Not saved: %1.</source>
        <translation>Не сохранено: %1.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Отправка…</translation>
    </message>
    <message>
        <source>&amp;Failed calls, more than</source>
        <translation>Ошибок в&amp;ызовов больше</translation>
    </message>
    <message>
        <source>O&amp;perations, at least</source>
        <translation>Опера&amp;ций не меньше</translation>
    </message>
    <message>
        <source>&amp;Usual bets in that time, at least</source>
        <translation>О&amp;бычно ставок за это время, не меньше</translation>
    </message>
    <message>
        <source>&amp;Bets, at least</source>
        <translation>Ставок &amp;не меньше</translation>
    </message>
    <message>
        <source>&amp;Longer than</source>
        <translation>&amp;Дольше</translation>
    </message>
    <message>
        <source>S&amp;ilent for</source>
        <translation>&amp;Молчит</translation>
    </message>
    <message>
        <source>&amp;Within</source>
        <translation>За в&amp;ремя</translation>
    </message>
    <message>
        <source>New alert rule</source>
        <translation>Новое правило оповещений</translation>
    </message>
    <message>
        <source>Built-in alert rule</source>
        <translation>Встроенное правило оповещений</translation>
    </message>
    <message>
        <source>Alert rule</source>
        <translation>Правило оповещений</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Имя</translation>
    </message>
    <message>
        <source>&amp;Query</source>
        <translation>&amp;Запрос</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Запрос</translation>
    </message>
    <message>
        <source> %</source>
        <extracomment>Behind a number</extracomment>
        <translation> %</translation>
    </message>
    <message>
        <source>Unit of the time</source>
        <translation>Единица времени</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>секунд</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>минут</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>часов</translation>
    </message>
    <message>
        <source>Se&amp;verity</source>
        <translation>&amp;Важность</translation>
    </message>
    <message>
        <source>The rule is &amp;on</source>
        <translation>Правило вкл&amp;ючено</translation>
    </message>
    <message>
        <source>Quiet &amp;hours (UTC)</source>
        <translation>&amp;Тихие часы (UTC)</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>Тихо с</translation>
    </message>
    <message>
        <source>to</source>
        <extracomment>Between two times of a day</extracomment>
        <translation>до</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>Тихо до</translation>
    </message>
    <message>
        <source>&amp;Sound</source>
        <translation>Зву&amp;к</translation>
    </message>
    <message>
        <source>Show on the &amp;desktop</source>
        <translation>&amp;Показывать на рабочем столе</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Отмена</translation>
    </message>
    <message>
        <source>Save the &amp;rule</source>
        <translation>&amp;Сохранить правило</translation>
    </message>
</context>
<context>
    <name>ui::AlertRulesModel</name>
    <message>
        <source>Rule</source>
        <translation>Правило</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Важность</translation>
    </message>
    <message>
        <source>Tells by</source>
        <translation>Сообщает</translation>
    </message>
    <message>
        <source>Quiet hours (UTC)</source>
        <translation>Тихие часы (UTC)</translation>
    </message>
    <message>
        <source>Looks for</source>
        <translation>Что ищет</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Выключено</translation>
    </message>
    <message>
        <source>Snoozed until %1</source>
        <extracomment>%1 a time</extracomment>
        <translation>Отложено до %1</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Включено</translation>
    </message>
    <message>
        <source>%1 (built in)</source>
        <extracomment>%1 the name of a rule</extracomment>
        <translation>%1 (встроенное)</translation>
    </message>
    <message>
        <source>Sound, desktop</source>
        <translation>Звук, рабочий стол</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Звук</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Рабочий стол</translation>
    </message>
    <message>
        <source>The list alone</source>
        <translation>Только список</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::AlertRulesView</name>
    <message>
        <source>Saved.</source>
        <translation>Сохранено.</translation>
    </message>
    <message>
        <source>The rule is on.</source>
        <translation>Правило включено.</translation>
    </message>
    <message>
        <source>The rule is off: it raises nothing.</source>
        <translation>Правило выключено и не создаёт оповещений.</translation>
    </message>
    <message>
        <source>&amp;End the snooze</source>
        <translation>&amp;Вернуть сейчас</translation>
    </message>
    <message>
        <source>The snooze is over.</source>
        <translation>Правило снова действует.</translation>
    </message>
    <message>
        <source>The rule raises nothing new until %1.</source>
        <translation>Правило не создаёт нового до %1.</translation>
    </message>
    <message>
        <source>Deleted. Its open alerts are over.</source>
        <translation>Удалено. Его открытые оповещения завершены.</translation>
    </message>
    <message>
        <source>Somebody changed this rule meanwhile. It is read anew: look at it before you change it again.</source>
        <translation>Тем временем правило изменил кто-то другой. Оно загружено заново: посмотрите на него, прежде чем менять снова.</translation>
    </message>
    <message>
        <source>The service did not answer (%1). The rules are read anew.</source>
        <translation>Служба не ответила (%1). Правила загружаются заново.</translation>
    </message>
    <message>
        <source>Not done: %1.</source>
        <translation>Не выполнено: %1.</translation>
    </message>
    <message>
        <source>A file knows nothing of alert rules.</source>
        <translation>В файле нет правил оповещений.</translation>
    </message>
    <message>
        <source>The service does not answer. This is what it said last.</source>
        <translation>Служба не отвечает. Показан её последний ответ.</translation>
    </message>
    <message>
        <source>The service does not answer. The rules come with the connection.</source>
        <translation>Служба не отвечает. Правила появятся, когда вернётся связь.</translation>
    </message>
    <message>
        <source>The rules did not come: %1.</source>
        <translation>Правила не загружены: %1.</translation>
    </message>
    <message>
        <source>Asking the service…</source>
        <translation>Запрос к службе…</translation>
    </message>
    <message>
        <source>There are no rules. The service raises no alerts.</source>
        <translation>Правил нет. Служба не создаёт оповещений.</translation>
    </message>
    <message>
        <source>What the service looks for, with or without a console:</source>
        <translation>Что ищет служба, даже без открытой консоли:</translation>
    </message>
    <message>
        <source>Deletes the rule and ends its open alerts. Press again to delete it.</source>
        <translation>Удалит правило и завершит его открытые оповещения. Нажмите ещё раз, чтобы удалить.</translation>
    </message>
    <message>
        <source>Choose a rule.</source>
        <translation>Выберите правило.</translation>
    </message>
    <message>
        <source>A built-in rule can be turned off, not deleted.</source>
        <translation>Встроенное правило можно выключить, но не удалить.</translation>
    </message>
    <message>
        <source>Turn &amp;on</source>
        <translation>В&amp;ключить</translation>
    </message>
    <message>
        <source>Turn &amp;off</source>
        <translation>В&amp;ыключить</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Удалить</translation>
    </message>
    <message>
        <source>&amp;Delete it now</source>
        <translation>&amp;Удалить сейчас</translation>
    </message>
    <message>
        <source>Alert rules</source>
        <translation>Правила оповещений</translation>
    </message>
    <message>
        <source>&amp;New rule…</source>
        <translation>&amp;Новое правило…</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Изменить…</translation>
    </message>
    <message>
        <source>&amp;Snooze</source>
        <translation>О&amp;тложить</translation>
    </message>
    <message>
        <source>The rule raises nothing new for that time.</source>
        <translation>Это время правило не создаёт нового.</translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation>О&amp;бновить</translation>
    </message>
</context>
<context>
    <name>ui::AlertsDock</name>
    <message>
        <source>Betdesk</source>
        <translation>Betdesk</translation>
    </message>
    <message>
        <source>This is a test. Alerts look like this.</source>
        <translation>Это проверка. Так выглядят оповещения.</translation>
    </message>
    <message numerus="yes">
        <source>Betdesk: %n new alerts</source>
        <translation>
            <numerusform>Betdesk: %n новое оповещение</numerusform>
            <numerusform>Betdesk: %n новых оповещения</numerusform>
            <numerusform>Betdesk: %n новых оповещений</numerusform>
        </translation>
    </message>
    <message>
        <source>No alerts.</source>
        <translation>Оповещений нет.</translation>
    </message>
    <message numerus="yes">
        <source>%n new alerts</source>
        <translation>
            <numerusform>%n новое оповещение</numerusform>
            <numerusform>%n новых оповещения</numerusform>
            <numerusform>%n новых оповещений</numerusform>
        </translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Оповещения</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Открыть</translation>
    </message>
    <message>
        <source>&amp;Mute</source>
        <translation>&amp;Без уведомлений</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>&amp;Проверить</translation>
    </message>
    <message>
        <source>The service did not answer (%1). Look at the alert before you press again.</source>
        <translation>Служба не ответила (%1). Посмотрите на оповещение, прежде чем нажимать снова.</translation>
    </message>
    <message>
        <source>Not done: %1.</source>
        <translation>Не сделано: %1.</translation>
    </message>
    <message>
        <source>Choose an alert of the service.</source>
        <translation>Выберите оповещение службы.</translation>
    </message>
    <message>
        <source>This alert is over.</source>
        <translation>Это оповещение завершено.</translation>
    </message>
    <message>
        <source>Ac&amp;knowledge</source>
        <translation>Пр&amp;инять</translation>
    </message>
    <message>
        <source>Says that somebody has seen it; it becomes yours unless it has an owner.</source>
        <translation>Говорит, что его увидели; оно становится вашим, если им никто не занимается.</translation>
    </message>
    <message>
        <source>Ass&amp;ign to me</source>
        <translation>&amp;Взять себе</translation>
    </message>
    <message>
        <source>&amp;Snooze</source>
        <translation>От&amp;ложить</translation>
    </message>
    <message>
        <source>The alert comes again after that time, unless it is over.</source>
        <translation>Оповещение вернётся через это время, если не завершится.</translation>
    </message>
    <message>
        <source>This desktop shows no notifications; alerts are only heard.</source>
        <translation>Эта система не показывает уведомлений; тревоги только слышны.</translation>
    </message>
    <message>
        <source>Alerts are listed, but the desktop neither shows nor sounds them.</source>
        <translation>Тревоги попадают в список, но система их не показывает и не подаёт звук.</translation>
    </message>
    <message>
        <source>Shows a notification and sounds as an alert would.</source>
        <translation>Показывает уведомление и подаёт звук, как при тревоге.</translation>
    </message>
    <message>
        <source>&amp;Deliveries…</source>
        <translation>&amp;Доставка…</translation>
    </message>
    <message>
        <source>Which systems are told of events, and what they did not take.</source>
        <translation>Каким системам сообщается о событиях и что они не приняли.</translation>
    </message>
    <message>
        <source>&amp;Rules…</source>
        <translation>П&amp;равила…</translation>
    </message>
    <message>
        <source>What the service raises alerts for.</source>
        <translation>По чему служба создаёт оповещения.</translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation>&amp;Ещё</translation>
    </message>
    <message>
        <source>Alerts are known when the service answers.</source>
        <translation>Об оповещениях станет известно, когда ответит служба.</translation>
    </message>
</context>
<context>
    <name>ui::AlertsModel</name>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Оповещение</translation>
    </message>
    <message>
        <source>Round %1: %2. A recalculation is needed.</source>
        <extracomment>%1 a round&apos;s id, %2 why, as a phrase</extracomment>
        <translation>Раунд %1: %2. Нужен пересчёт.</translation>
    </message>
    <message>
        <source>Approval needed: %1, by %2.</source>
        <extracomment>%1 &quot;refund of 305 bets, 17 902.00 EUR&quot;, %2 who asks for it</extracomment>
        <translation>Нужно подтверждение: %1, автор %2.</translation>
    </message>
    <message>
        <source>%1 paused: %2; %3.</source>
        <extracomment>%1 &quot;Refund job 88&quot;, %2 why, as a phrase, %3 &quot;4 done, 1 failed&quot;</extracomment>
        <translation>%1: пауза, %2; %3.</translation>
    </message>
    <message>
        <source>%1 is returned to you: the second person chose another result.</source>
        <translation>%1: возвращено вам, второй человек выбрал другой результат.</translation>
    </message>
    <message>
        <source>%1 was rejected by %2: %3</source>
        <extracomment>%1 &quot;Refund job 88&quot;, %2 who rejected it, %3 their comment</extracomment>
        <translation>%1: отклонено, %2: %3</translation>
    </message>
    <message>
        <source>%1 expired: nobody approved it in time. Nothing was changed.</source>
        <translation>%1: срок истёк, никто не подтвердил вовремя. Ничего не изменено.</translation>
    </message>
    <message>
        <source>%1 is stale: bets changed meanwhile. Nothing was changed.</source>
        <translation>%1: план устарел, ставки тем временем изменились. Ничего не изменено.</translation>
    </message>
    <message>
        <source>%1 did not start: %2. Nothing was changed.</source>
        <translation>%1: не начато, %2. Ничего не изменено.</translation>
    </message>
    <message>
        <source>%1 was stopped: %2.</source>
        <translation>%1: остановлено, %2.</translation>
    </message>
    <message>
        <source>%1 finished: %2.</source>
        <translation>%1: завершено, %2.</translation>
    </message>
    <message>
        <source>Recalculation</source>
        <translation>Пересчёт</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Подтверждение</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Завершение</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>Screen reader. %1 a time, %2 the alert</extracomment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>New. %1. %2</source>
        <translation>Новое. %1. %2</translation>
    </message>
    <message>
        <source>%1 answered for something else than it was asked.</source>
        <extracomment>%1 a bookmaker, %2 a bet</extracomment>
        <translation>%1 ответил не на то, о чём его спрашивали.</translation>
    </message>
    <message>
        <source>%1 answered for something else than bet %2. It counts as no answer.</source>
        <translation>%1 ответил не о ставке %2. Это не считается ответом.</translation>
    </message>
    <message>
        <source>Approval needed: somebody says what the operation in doubt of bet %2 at %1 came to.</source>
        <translation>Нужно одобрение: сказано, чем закончилась операция под вопросом по ставке %2 у %1.</translation>
    </message>
    <message>
        <source>%1 says otherwise than people did about bet %2. Compare both sides.</source>
        <translation>%1 сообщает о ставке %2 не то, что решили люди. Сравните обе стороны.</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>Инцидент</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Завершено</translation>
    </message>
</context>
<context>
    <name>ui::ApprovalDialog</name>
    <message>
        <source>&amp;Plan</source>
        <translation>П&amp;лан</translation>
    </message>
    <message>
        <source>Plan of the job</source>
        <translation>План задания</translation>
    </message>
    <message>
        <source>What changed since the plan was made</source>
        <translation>Что изменилось с момента составления плана</translation>
    </message>
    <message>
        <source>Choose the correct &amp;result yourself.</source>
        <translation>Выберите верный &amp;результат сами.</translation>
    </message>
    <message>
        <source>The correct result, as you know it</source>
        <translation>Верный результат, известный вам</translation>
    </message>
    <message>
        <source>The requested result is not shown: you decide it on your own, and both have to be the same.</source>
        <translation>Результат из запроса не показан: вы решаете сами, и оба должны совпасть.</translation>
    </message>
    <message>
        <source>Co&amp;mment</source>
        <translation>Ко&amp;мментарий</translation>
    </message>
    <message>
        <source>Comment; to reject it is required</source>
        <translation>Комментарий; для отказа обязателен</translation>
    </message>
    <message>
        <source>Required to reject</source>
        <translation>Для отказа обязателен</translation>
    </message>
    <message>
        <source>Open the &amp;job</source>
        <translation>Открыть за&amp;дание</translation>
    </message>
    <message>
        <source>Re&amp;ject</source>
        <translation>Откл&amp;онить</translation>
    </message>
    <message>
        <source>Changed &amp;since: %1</source>
        <extracomment>A tab; %1 a number of bets</extracomment>
        <translation>И&amp;зменилось: %1</translation>
    </message>
    <message>
        <source>Bets changed since the plan was made, so that it has to be made anew. You can only reject it.</source>
        <translation>С момента составления плана ставки изменились, план нужно составить заново. Его можно только отклонить.</translation>
    </message>
    <message>
        <source>Nothing has changed since the plan was made.</source>
        <translation>С момента составления плана ничего не изменилось.</translation>
    </message>
    <message numerus="yes">
        <source>%n bets changed meanwhile and will be skipped; the total is now %1.</source>
        <extracomment>%1 amounts by currency</extracomment>
        <translation>
            <numerusform>%n ставка тем временем изменилась и будет пропущена; теперь всего %1.</numerusform>
            <numerusform>%n ставки тем временем изменились и будут пропущены; теперь всего %1.</numerusform>
            <numerusform>%n ставок тем временем изменились и будут пропущены; теперь всего %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Approve or reject</source>
        <translation>Подтвердить или отклонить</translation>
    </message>
    <message>
        <source>Requested by %1 at %2. %3</source>
        <extracomment>%1 a person, %2 a time, %3 &quot;Expires in 28 min.&quot;</extracomment>
        <translation>Запрос: %1, %2. %3</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Причина: %1</translation>
    </message>
    <message>
        <source>ticket %1</source>
        <translation>заявка %1</translation>
    </message>
    <message>
        <source>You cannot approve your own request.</source>
        <translation>Свой запрос подтвердить нельзя.</translation>
    </message>
    <message>
        <source>The request could not be read: %1.</source>
        <translation>Не удалось получить запрос: %1.</translation>
    </message>
    <message>
        <source>It is not certain whether your decision arrived (%1). It is being found out; sending it again is safe.</source>
        <translation>Неизвестно, дошло ли ваше решение (%1). Это выясняется; повторная отправка безопасна.</translation>
    </message>
    <message>
        <source>Not sent: %1.</source>
        <translation>Не отправлено: %1.</translation>
    </message>
    <message>
        <source>The plan changed while you were reading. Nothing was approved. Look at it again.</source>
        <translation>Пока вы читали, план изменился. Ничего не подтверждено. Посмотрите его снова.</translation>
    </message>
    <message>
        <source>The service refused: %1. Nothing was approved.</source>
        <translation>Служба отказала: %1. Ничего не подтверждено.</translation>
    </message>
    <message>
        <source>%1 has withdrawn the request. Nothing was changed.</source>
        <translation>Запрос отозван (%1). Ничего не изменено.</translation>
    </message>
    <message>
        <source>The request has expired. Nothing was changed.</source>
        <translation>Срок запроса истёк. Ничего не изменено.</translation>
    </message>
    <message>
        <source>Bets changed since the plan was made, so that it has to be made anew. Nothing was approved.</source>
        <translation>С момента составления плана ставки изменились, план нужно составить заново. Ничего не подтверждено.</translation>
    </message>
    <message>
        <source>%1 chose another result than the request&apos;s. It is returned to %2.</source>
        <translation>%1 выбирает другой результат, чем в запросе. Запрос возвращён: %2.</translation>
    </message>
    <message>
        <source>%1 has rejected the request: %2</source>
        <translation>Запрос отклонён (%1): %2</translation>
    </message>
    <message>
        <source>The round&apos;s result changed meanwhile. Nothing was approved.</source>
        <translation>Результат раунда тем временем изменился. Ничего не подтверждено.</translation>
    </message>
    <message>
        <source>This job has not been sent for approval.</source>
        <translation>Это задание не отправлено на подтверждение.</translation>
    </message>
    <message>
        <source>There is nothing to decide any more.</source>
        <translation>Решать больше нечего.</translation>
    </message>
    <message>
        <source>%1 has approved it already.</source>
        <translation>Уже подтверждено (%1).</translation>
    </message>
    <message>
        <source>Approved. %1</source>
        <translation>Подтверждено. %1</translation>
    </message>
    <message>
        <source>Rejected. %1 sees your comment. Nothing was changed.</source>
        <translation>Отклонено. %1 увидит ваш комментарий. Ничего не изменено.</translation>
    </message>
    <message>
        <source>Your result (%1) differs from the request (%2). The request is returned to %3.</source>
        <extracomment>%1 and %2 results, %3 a person</extracomment>
        <translation>Ваш результат (%1) отличается от запроса (%2). Запрос возвращён: %3.</translation>
    </message>
    <message>
        <source>Reading the request…</source>
        <translation>Читаем запрос…</translation>
    </message>
    <message>
        <source>Sending your decision…</source>
        <translation>Отправляем решение…</translation>
    </message>
    <message>
        <source>Enter and Space do not approve. Click the button, or press Ctrl+Enter on it.</source>
        <translation>Enter и пробел не подтверждают. Нажмите кнопку мышью или Ctrl+Enter на ней.</translation>
    </message>
    <message>
        <source>Choose the correct result yourself.</source>
        <translation>Выберите верный результат сами.</translation>
    </message>
    <message>
        <source>Type %1 to confirm.</source>
        <translation>Введите для подтверждения: %1.</translation>
    </message>
    <message>
        <source>T&amp;ype the number to confirm</source>
        <translation>&amp;Введите число для подтверждения</translation>
    </message>
    <message>
        <source>T&amp;ype %1 to confirm</source>
        <translation>&amp;Введите для подтверждения: %1</translation>
    </message>
    <message>
        <source>Type the number to confirm</source>
        <translation>Введите число для подтверждения</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>Введите для подтверждения: %1</translation>
    </message>
    <message>
        <source>Approve and start</source>
        <translation>Подтвердить и начать</translation>
    </message>
    <message>
        <source>Write a comment first.</source>
        <translation>Сначала напишите комментарий.</translation>
    </message>
    <message>
        <source>Send a&amp;gain</source>
        <translation>Отправить &amp;снова</translation>
    </message>
    <message>
        <source>Read a&amp;gain</source>
        <translation>Про&amp;читать снова</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Отмен&amp;а</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>За&amp;крыть</translation>
    </message>
    <message>
        <source>&amp;Bets</source>
        <translation>Ставк&amp;и</translation>
    </message>
    <message>
        <source>Bets of the plan</source>
        <translation>Ставки плана</translation>
    </message>
</context>
<context>
    <name>ui::AttentionCard</name>
    <message>
        <source>0–5 min</source>
        <translation>0–5 мин</translation>
    </message>
    <message>
        <source>5–60 min</source>
        <translation>5–60 мин</translation>
    </message>
    <message>
        <source>1–24 h</source>
        <translation>1–24 ч</translation>
    </message>
    <message>
        <source>&gt; 24 h</source>
        <translation>&gt; 24 ч</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 an age such as &quot;0–5 min&quot;, %2 how many are that old
----------
Screen reader. %1 what is counted, %2 how many</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::AuditModel</name>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Роли</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Действие</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Объект</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Before → After</source>
        <translation>Было → стало</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Запрос</translation>
    </message>
    <message>
        <source>nobody signed in</source>
        <translation>никто не вошёл</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>Строка %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Hash: %1</source>
        <translation>Хеш: %1</translation>
    </message>
    <message>
        <source>%1, %2: %3, %4, %5</source>
        <extracomment>Read by a screen reader: %1 a time, %2 a person, %3 an action, %4 an object, %5 &quot;blocked → refunded&quot;</extracomment>
        <translation>%1, %2: %3, %4, %5</translation>
    </message>
</context>
<context>
    <name>ui::AuditPage</name>
    <message>
        <source>Save the audit log</source>
        <translation>Сохранить журнал аудита</translation>
    </message>
    <message>
        <source>Table, CSV (*.csv)</source>
        <translation>Таблица, CSV (*.csv)</translation>
    </message>
    <message numerus="yes">
        <source>Saved as %1: %n rows.</source>
        <translation>
            <numerusform>Сохранено в %1: %n строка.</numerusform>
            <numerusform>Сохранено в %1: %n строки.</numerusform>
            <numerusform>Сохранено в %1: %n строк.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. No file was written.</source>
        <translation>Отменено. Файл не записан.</translation>
    </message>
    <message>
        <source>Not saved: the service did not give the log (%1).</source>
        <translation>Не сохранено: сервис не отдал журнал (%1).</translation>
    </message>
    <message>
        <source>Not saved: %1 cannot be written (%2).</source>
        <translation>Не сохранено: %1 не записывается (%2).</translation>
    </message>
    <message>
        <source>Checking the chain: row %1 of %2…</source>
        <translation>Цепочка проверяется: строка %1 из %2…</translation>
    </message>
    <message>
        <source>The chain is whole up to row %1. The service signs nothing.</source>
        <translation>Цепочка цела до строки %1. Сервис ничего не подписывает.</translation>
    </message>
    <message>
        <source>The chain is whole up to row %1, and so are its signatures.</source>
        <translation>Цепочка и подписи целы до строки %1.</translation>
    </message>
    <message>
        <source>The chain is broken at row %1: %2. Tell the auditor, and keep a copy of the database.</source>
        <translation>Цепочка нарушена на строке %1: %2. Сообщите аудитору и сохраните копию базы.</translation>
    </message>
    <message>
        <source>The chain could not be checked (%1).</source>
        <translation>Цепочку проверить не удалось (%1).</translation>
    </message>
    <message>
        <source>Audit entries need the Auditor role.</source>
        <translation>Для журнала аудита нужна роль аудитора.</translation>
    </message>
    <message>
        <source>The audit log needs a connection.</source>
        <translation>Для журнала аудита нужна связь.</translation>
    </message>
    <message>
        <source>The service did not give the log (%1). F5 asks again.</source>
        <translation>Сервис не отдал журнал (%1). F5 — спросить снова.</translation>
    </message>
    <message>
        <source>Reading the log…</source>
        <translation>Журнал читается…</translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation>Журнал пуст.</translation>
    </message>
    <message>
        <source>No entry matches.</source>
        <translation>Ничего не найдено.</translation>
    </message>
    <message numerus="yes">
        <source>Saving the log: %n rows so far…</source>
        <translation>
            <numerusform>Журнал сохраняется: пока %n строка…</numerusform>
            <numerusform>Журнал сохраняется: пока %n строки…</numerusform>
            <numerusform>Журнал сохраняется: пока %n строк…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows read; more when you scroll down.</source>
        <translation>
            <numerusform>Прочитана %n строка; дальше при прокрутке.</numerusform>
            <numerusform>Прочитаны %n строки; дальше при прокрутке.</numerusform>
            <numerusform>Прочитано %n строк; дальше при прокрутке.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows.</source>
        <translation>
            <numerusform>%n строка.</numerusform>
            <numerusform>%n строки.</numerusform>
            <numerusform>%n строк.</numerusform>
        </translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Действие</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Объект</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>За всё время</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>За час</translation>
    </message>
    <message>
        <source>Last 24 h</source>
        <translation>За 24 ч</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>За 7 дней</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Период</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>По&amp;казать</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>О&amp;тмена</translation>
    </message>
    <message>
        <source>Save as CS&amp;V…</source>
        <translation>Сохранить в &amp;CSV…</translation>
    </message>
    <message>
        <source>Verify c&amp;hain</source>
        <translation>&amp;Проверить цепочку</translation>
    </message>
    <message>
        <source>The service checks hash and signature of every row. “betd audit verify” does the same without its word.</source>
        <translation>Сервис проверяет хеш и подпись каждой строки. «betd audit verify» делает то же, не веря ему на слово.</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Журнал аудита</translation>
    </message>
    <message>
        <source>The chosen entry</source>
        <translation>Выбранная запись</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Аудит</translation>
    </message>
    <message>
        <source>There is no entry of yours or of your team.</source>
        <translation>Ваших записей и записей вашей команды здесь нет.</translation>
    </message>
    <message>
        <source>No entry of yours or of your team matches.</source>
        <translation>Среди ваших записей и записей вашей команды ничего не найдено.</translation>
    </message>
    <message>
        <source>Only an auditor may check the chain.</source>
        <translation>Проверять цепочку может только аудитор.</translation>
    </message>
</context>
<context>
    <name>ui::BetsModel</name>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Bet</source>
        <translation>Ставка</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>Партнёр</translation>
    </message>
    <message>
        <source>Player</source>
        <translation>Игрок</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Раунд</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>Payout</source>
        <translation>Выплата</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Статус</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Попытка</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Повтор в</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Задержка</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Последняя ошибка</translation>
    </message>
    <message>
        <source>%1. Bet %2</source>
        <extracomment>Screen reader. %1 status, %2 bet id</extracomment>
        <translation>%1. Ставка %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 after %n attempts</source>
        <extracomment>Screen reader. %1 an error text, %n attempts</extracomment>
        <translation>
            <numerusform>%1 после %n попытки</numerusform>
            <numerusform>%1 после %n попыток</numerusform>
            <numerusform>%1 после %n попыток</numerusform>
        </translation>
    </message>
    <message>
        <source>Refunded: %1</source>
        <translation>Возвращено: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Marked. %1</source>
        <translation>Отмечена. %1</translation>
    </message>
</context>
<context>
    <name>ui::BetsPage</name>
    <message>
        <source>Asking the service…</source>
        <translation>Запрос к сервису…</translation>
    </message>
    <message numerus="yes">
        <source>The service sent %n bets so far, back to %1…</source>
        <translation>
            <numerusform>Сервис прислал %n ставку, вплоть до %1…</numerusform>
            <numerusform>Сервис прислал %n ставки, вплоть до %1…</numerusform>
            <numerusform>Сервис прислал %n ставок, вплоть до %1…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bets.</source>
        <translation>
            <numerusform>%n ставка.</numerusform>
            <numerusform>%n ставки.</numerusform>
            <numerusform>%n ставок.</numerusform>
        </translation>
    </message>
    <message>
        <source>The service did not answer (%1).</source>
        <translation>Сервис не ответил (%1).</translation>
    </message>
    <message>
        <source>The service has no more.</source>
        <translation>Больше у сервиса нет.</translation>
    </message>
    <message>
        <source>Only what is cached: the service can be asked after reconnecting.</source>
        <translation>Только из кэша: сервис можно спросить после восстановления связи.</translation>
    </message>
    <message>
        <source>There are more: ask the service to go on.</source>
        <translation>Есть ещё: спросите сервис снова.</translation>
    </message>
    <message>
        <source>Only what is cached: press Enter in the filter to ask the service, too.</source>
        <translation>Только из кэша: нажмите Enter в фильтре, чтобы спросить и сервис.</translation>
    </message>
    <message>
        <source>No bets match.</source>
        <translation>Подходящих ставок нет.</translation>
    </message>
    <message>
        <source>Not in the cache. Available after reconnecting.</source>
        <translation>В кэше нет. Будет доступно после восстановления связи.</translation>
    </message>
    <message>
        <source>Not in the cache.</source>
        <translation>В кэше нет.</translation>
    </message>
    <message>
        <source>The view %1 is saved.</source>
        <translation>Вид «%1» сохранён.</translation>
    </message>
    <message>
        <source>Save the bets</source>
        <translation>Сохранить ставки</translation>
    </message>
    <message>
        <source>Table, CSV (*.csv)</source>
        <translation>Таблица, CSV (*.csv)</translation>
    </message>
    <message>
        <source>Table for spreadsheets that need a mark of UTF-8 (*.csv)</source>
        <translation>Таблица для программ, которым нужна метка UTF-8 (*.csv)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Сохранено: %1.</translation>
    </message>
    <message>
        <source>Not saved: %1 cannot be written (%2).</source>
        <translation>Не сохранено: %1 не записать (%2).</translation>
    </message>
    <message>
        <source>Add views of a file</source>
        <translation>Добавить виды из файла</translation>
    </message>
    <message>
        <source>Views (*.json)</source>
        <translation>Виды (*.json)</translation>
    </message>
    <message>
        <source>%1 cannot be read (%2).</source>
        <translation>%1 не прочитать (%2).</translation>
    </message>
    <message numerus="yes">
        <source>%n views were added.</source>
        <translation>
            <numerusform>Добавлен %n вид.</numerusform>
            <numerusform>Добавлено %n вида.</numerusform>
            <numerusform>Добавлено %n видов.</numerusform>
        </translation>
    </message>
    <message>
        <source>No view was added: %1</source>
        <translation>Виды не добавлены: %1</translation>
    </message>
    <message>
        <source>Save my views to a file</source>
        <translation>Сохранить мои виды в файл</translation>
    </message>
    <message>
        <source>&amp;Apply as filter: %1</source>
        <translation>&amp;Фильтровать: %1</translation>
    </message>
    <message>
        <source>A&amp;nd: %1</source>
        <translation>&amp;И: %1</translation>
    </message>
    <message>
        <source>And n&amp;ot: %1</source>
        <translation>И &amp;не: %1</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Подробности</translation>
    </message>
    <message>
        <source>&amp;Mark or unmark</source>
        <translation>&amp;Отметить или снять отметку</translation>
    </message>
    <message>
        <source>Bets</source>
        <translation>Ставки</translation>
    </message>
    <message>
        <source>Rename view…</source>
        <translation>Переименовать вид…</translation>
    </message>
    <message>
        <source>Remove view</source>
        <translation>Удалить вид</translation>
    </message>
    <message>
        <source>Add views of a file…</source>
        <translation>Добавить виды из файла…</translation>
    </message>
    <message>
        <source>Save my views to a file…</source>
        <translation>Сохранить мои виды в файл…</translation>
    </message>
    <message>
        <source>As they were at first</source>
        <translation>Как было вначале</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Ask the &amp;service</source>
        <translation>&amp;Спросить сервис</translation>
    </message>
    <message>
        <source>Available after reconnecting</source>
        <translation>Доступно после восстановления связи</translation>
    </message>
    <message>
        <source>Bets found</source>
        <translation>Найденные ставки</translation>
    </message>
    <message>
        <source>&amp;Views</source>
        <translation>&amp;Виды</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>С&amp;толбцы</translation>
    </message>
    <message>
        <source>Save as CS&amp;V…</source>
        <translation>Сохранить в &amp;CSV…</translation>
    </message>
    <message>
        <source>Save view…</source>
        <translation>Сохранить вид…</translation>
    </message>
    <message>
        <source>Save the bets as CSV…</source>
        <translation>Сохранить ставки в CSV…</translation>
    </message>
    <message>
        <source>Move the current column left</source>
        <translation>Текущий столбец левее</translation>
    </message>
    <message>
        <source>Move the current column right</source>
        <translation>Текущий столбец правее</translation>
    </message>
    <message>
        <source>Save a copy of the view…</source>
        <translation>Сохранить копию вида…</translation>
    </message>
    <message>
        <source>Shared with everybody</source>
        <translation>Общий для всех</translation>
    </message>
    <message>
        <source>Not looked for: the query has a mistake.</source>
        <translation>Поиск не выполнен: в запросе ошибка.</translation>
    </message>
    <message>
        <source>Not saved: the query has a mistake.</source>
        <translation>Не сохранено: в запросе ошибка.</translation>
    </message>
    <message>
        <source>Only %1 changes this view.</source>
        <translation>Этот вид меняет только %1.</translation>
    </message>
    <message>
        <source>Remove view, for everybody</source>
        <translation>Удалить вид у всех</translation>
    </message>
    <message>
        <source>A view for everybody is kept by the service. %1</source>
        <translation>Вид для всех хранит сервис. %1</translation>
    </message>
    <message>
        <source>Your view of this name is kept by the service. %1</source>
        <translation>Ваш вид с этим названием хранит сервис. %1</translation>
    </message>
    <message>
        <source>Your view of this name is replaced, for everybody.</source>
        <translation>Ваш вид с этим названием будет заменён у всех.</translation>
    </message>
    <message>
        <source>Your view of this name is replaced.</source>
        <translation>Ваш вид с этим названием будет заменён.</translation>
    </message>
    <message>
        <source>This view was removed meanwhile.</source>
        <translation>Этот вид тем временем удалили.</translation>
    </message>
    <message>
        <source>This view is kept by the service. %1</source>
        <translation>Этот вид хранит сервис. %1</translation>
    </message>
    <message>
        <source>You have a view of this name.</source>
        <translation>У вас уже есть вид с этим названием.</translation>
    </message>
    <message>
        <source>Your view of this name is replaced, and no longer for everybody.</source>
        <translation>Ваш вид с этим названием будет заменён и перестанет быть общим.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Читается…</translation>
    </message>
    <message>
        <source>There are no more.</source>
        <translation>Больше нет.</translation>
    </message>
    <message>
        <source>There are more, perhaps: press Enter in the filter to read all.</source>
        <translation>Возможно, есть ещё: нажмите Enter в фильтре, чтобы прочитать всё.</translation>
    </message>
    <message>
        <source>Press Enter in the filter to read all.</source>
        <translation>Нажмите Enter в фильтре, чтобы прочитать всё.</translation>
    </message>
    <message>
        <source>&amp;Read all</source>
        <translation>&amp;Прочитать всё</translation>
    </message>
</context>
<context>
    <name>ui::BulkRefundDialog</name>
    <message>
        <source>Save preview as CS&amp;V…</source>
        <translation>Сохранить в &amp;CSV…</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>Отоз&amp;вать</translation>
    </message>
    <message>
        <source>&amp;Open the job</source>
        <translation>&amp;Открыть задание</translation>
    </message>
    <message>
        <source>Make the plan a&amp;gain</source>
        <translation>Составить план за&amp;ново</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Закр&amp;ыть</translation>
    </message>
    <message>
        <source>What you have prepared stays; nothing is sent by closing.</source>
        <translation>Подготовленное сохранится; закрытие ничего не отправляет.</translation>
    </message>
    <message>
        <source>Click, or press Ctrl+Enter while this button has the focus.</source>
        <translation>Щёлкните или нажмите Ctrl+Enter, когда фокус на этой кнопке.</translation>
    </message>
    <message>
        <source>What would be refunded</source>
        <translation>Что будет возвращено</translation>
    </message>
    <message>
        <source>refund %1</source>
        <extracomment>Typed to confirm; %1 a number of bets</extracomment>
        <translation>возврат %1</translation>
    </message>
    <message>
        <source>Frozen at %1: these bets and no others.</source>
        <translation>Список закреплён в %1: эти ставки и никакие другие.</translation>
    </message>
    <message numerus="yes">
        <source>Frozen at %1. New matching bets will not be added (%n so far).</source>
        <translation>
            <numerusform>Список закреплён в %1. Новые подходящие ставки не добавляются (пока %n).</numerusform>
            <numerusform>Список закреплён в %1. Новые подходящие ставки не добавляются (пока %n).</numerusform>
            <numerusform>Список закреплён в %1. Новые подходящие ставки не добавляются (пока %n).</numerusform>
        </translation>
    </message>
    <message>
        <source>Frozen at %1. New matching bets will not be added.</source>
        <translation>Список закреплён в %1. Новые подходящие ставки не добавляются.</translation>
    </message>
    <message numerus="yes">
        <source>All %n bets matching this view (not only the %1 on screen).</source>
        <translation>
            <numerusform>Вся %n ставка этого вида (а не только %1 на экране).</numerusform>
            <numerusform>Все %n ставки этого вида (а не только %1 на экране).</numerusform>
            <numerusform>Все %n ставок этого вида (а не только %1 на экране).</numerusform>
        </translation>
    </message>
    <message>
        <source>The service looks for the bets when the plan is made, and freezes the list then.</source>
        <translation>Сервис найдёт ставки при составлении плана и тогда же закрепит список.</translation>
    </message>
    <message numerus="yes">
        <source>%n selected bets.</source>
        <translation>
            <numerusform>%n выбранная ставка.</numerusform>
            <numerusform>%n выбранные ставки.</numerusform>
            <numerusform>%n выбранных ставок.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stakes as shown here: %1</source>
        <translation>Суммы ставок, как они видны здесь: %1</translation>
    </message>
    <message>
        <source>The service makes the plan. No money moves.</source>
        <translation>Сервис составляет план. Деньги не движутся.</translation>
    </message>
    <message>
        <source>No bet of this selection can be refunded.</source>
        <translation>Ни одну из этих ставок вернуть нельзя.</translation>
    </message>
    <message numerus="yes">
        <source>%n bets would be refunded: %1.</source>
        <extracomment>%1 is a list of amounts, one a currency</extracomment>
        <translation>
            <numerusform>Будет возвращена %n ставка: %1.</numerusform>
            <numerusform>Будут возвращены %n ставки: %1.</numerusform>
            <numerusform>Будет возвращено %n ставок: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>The service found %1 bets, this view showed %2.</source>
        <translation>Сервис нашёл ставок: %1, в этом виде было: %2.</translation>
    </message>
    <message>
        <source>bets that lost too</source>
        <translation>включая проигравшие</translation>
    </message>
    <message>
        <source>The bets changed while you were reading. Nothing was sent.</source>
        <translation>Пока вы читали, ставки изменились. Ничего не отправлено.</translation>
    </message>
    <message>
        <source>Sent to approvers. Nothing has been refunded yet. %1</source>
        <translation>Отправлено на подтверждение. Пока ничего не возвращено. %1</translation>
    </message>
    <message>
        <source>Withdrawn. Nothing has been refunded.</source>
        <translation>Отозвано. Ничего не возвращено.</translation>
    </message>
    <message>
        <source>The service refused the plan: %1. Nothing was sent.</source>
        <translation>Сервис отказал в плане: %1. Ничего не отправлено.</translation>
    </message>
    <message>
        <source>The service did not answer (%1). Nothing moves by a plan; trying again finds the same one.</source>
        <translation>Сервис не ответил (%1). План денег не двигает; повтор найдёт тот же план.</translation>
    </message>
    <message>
        <source>The plan was not made (%1). Nothing was sent.</source>
        <translation>План не составлен (%1). Ничего не отправлено.</translation>
    </message>
    <message>
        <source>Not sent: %1. Nothing has been refunded.</source>
        <translation>Не отправлено: %1. Ничего не возвращено.</translation>
    </message>
    <message>
        <source>The service did not answer (%1). It may have gone to the approvers; sending it again sends the same plan.</source>
        <translation>Сервис не ответил (%1). Возможно, план уже на подтверждении; повтор отправит тот же план.</translation>
    </message>
    <message>
        <source>Not sent (%1). Nothing has been refunded.</source>
        <translation>Не отправлено (%1). Ничего не возвращено.</translation>
    </message>
    <message>
        <source>The plan&apos;s time has run out. Nothing was sent.</source>
        <translation>Время плана вышло. Ничего не отправлено.</translation>
    </message>
    <message>
        <source>The plan changed while you were reading. Nothing was sent. Read it again.</source>
        <translation>Пока вы читали, план изменился. Ничего не отправлено. Прочтите его снова.</translation>
    </message>
    <message>
        <source>Making the plan…</source>
        <translation>План составляется…</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Пов&amp;торить</translation>
    </message>
    <message>
        <source>&amp;Make the plan</source>
        <translation>Составить &amp;план</translation>
    </message>
    <message>
        <source>No money moves by a plan.</source>
        <translation>План денег не двигает.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Отправляется…</translation>
    </message>
    <message>
        <source>Send for approval</source>
        <translation>Отправить на подтверждение</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a button that wakes in %2 seconds</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Enter and Space do not send. Click the button, or press Ctrl+Enter on it.</source>
        <translation>Enter и пробел не отправляют. Щёлкните кнопку или нажмите на ней Ctrl+Enter.</translation>
    </message>
    <message>
        <source>You can close this window. The job stays under Jobs &amp; approvals.</source>
        <translation>Это окно можно закрыть. Задание останется на странице «Задания».</translation>
    </message>
    <message numerus="yes">
        <source>Refund %n bets</source>
        <translation>
            <numerusform>Возврат %n ставки</numerusform>
            <numerusform>Возврат %n ставок</numerusform>
            <numerusform>Возврат %n ставок</numerusform>
        </translation>
    </message>
    <message>
        <source>Step 1 of 3: what and why</source>
        <translation>Шаг 1 из 3: что и почему</translation>
    </message>
    <message>
        <source>Step 2 of 3: preview, and off to a second person</source>
        <translation>Шаг 2 из 3: просмотр и отправка второму человеку</translation>
    </message>
    <message>
        <source>Step 3 of 3: the second person</source>
        <translation>Шаг 3 из 3: второй человек</translation>
    </message>
    <message>
        <source>T&amp;ype “%1” to confirm</source>
        <translation>Вве&amp;дите «%1» для подтверждения</translation>
    </message>
    <message>
        <source>Type “%1” to confirm</source>
        <translation>Введите «%1» для подтверждения</translation>
    </message>
</context>
<context>
    <name>ui::BulkRefundForm</name>
    <message>
        <source>Choose a reason</source>
        <translation>Выберите причину</translation>
    </message>
    <message>
        <source>R&amp;eason</source>
        <translation>П&amp;ричина</translation>
    </message>
    <message>
        <source>&amp;Ticket</source>
        <translation>&amp;Заявка</translation>
    </message>
    <message>
        <source>&amp;Ticket (optional)</source>
        <translation>&amp;Заявка (если есть)</translation>
    </message>
    <message>
        <source>&amp;Note for the approver</source>
        <translation>Прим&amp;ечание для подтверждающего</translation>
    </message>
    <message>
        <source>&amp;Note for the approver (optional)</source>
        <translation>Прим&amp;ечание для подтверждающего (если нужно)</translation>
    </message>
    <message>
        <source>Bets that &amp;lost get their stake back too</source>
        <translation>Вернуть и про&amp;игравшие ставки</translation>
    </message>
    <message>
        <source>Otherwise settled bets are skipped. A payout is never taken back by a refund.</source>
        <translation>Иначе рассчитанные ставки пропускаются. Возврат никогда не отбирает выплату.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Заявка</translation>
    </message>
    <message>
        <source>Note for the approver</source>
        <translation>Примечание для подтверждающего</translation>
    </message>
    <message>
        <source>Choose a reason.</source>
        <translation>Выберите причину.</translation>
    </message>
    <message>
        <source>Write the ticket: production asks for one.</source>
        <translation>Впишите заявку: в боевой среде она обязательна.</translation>
    </message>
    <message numerus="yes">
        <source>Write the note in at least %n characters.</source>
        <translation>
            <numerusform>Напишите примечание не менее чем %n знаком.</numerusform>
            <numerusform>Напишите примечание не менее чем %n знаками.</numerusform>
            <numerusform>Напишите примечание не менее чем %n знаками.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::CallsDock</name>
    <message>
        <source>API console</source>
        <translation>Консоль API</translation>
    </message>
    <message>
        <source>Requests of this console</source>
        <translation>Запросы этой консоли</translation>
    </message>
    <message>
        <source>Failed &amp;only</source>
        <translation>Т&amp;олько неудачные</translation>
    </message>
    <message>
        <source>Copy as c&amp;URL, without secrets</source>
        <translation>Копировать как c&amp;URL, без секретов</translation>
    </message>
    <message>
        <source>Copy the correlation &amp;id</source>
        <translation>Копировать &amp;идентификатор корреляции</translation>
    </message>
</context>
<context>
    <name>ui::CallsModel</name>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Запрос</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Длительность</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Correlation id</source>
        <translation>Идентификатор корреляции</translation>
    </message>
    <message>
        <source>%1, stays open</source>
        <translation>%1, остаётся открытым</translation>
    </message>
    <message>
        <source>waiting…</source>
        <translation>ждёт…</translation>
    </message>
    <message>
        <source>not connected, nothing sent</source>
        <translation>нет соединения, ничего не отправлено</translation>
    </message>
    <message>
        <source>not trusted, nothing sent</source>
        <translation>нет доверия, ничего не отправлено</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>нет ответа в срок</translation>
    </message>
    <message>
        <source>connection broke</source>
        <translation>связь оборвалась</translation>
    </message>
    <message>
        <source>answer too large</source>
        <translation>ответ слишком велик</translation>
    </message>
    <message>
        <source>given up here</source>
        <translation>прекращён здесь</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::CallsPerMinute</name>
    <message>
        <source>Succeeded</source>
        <translation>Успешно</translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation>Повторы</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Ошибки</translation>
    </message>
</context>
<context>
    <name>ui::ChangesDialog</name>
    <message>
        <source>What changed</source>
        <translation>Что изменилось</translation>
    </message>
    <message>
        <source>Only the first %1 are listed.</source>
        <translation>В списке только первые %1.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Between %1 and %2 nothing changed.</source>
        <extracomment>%1 and %2 times</extracomment>
        <translation>Между %1 и %2 ничего не изменилось.</translation>
    </message>
    <message numerus="yes">
        <source>%n bets and rounds changed between %1 and %2.</source>
        <extracomment>%1 and %2 times</extracomment>
        <translation>
            <numerusform>Между %1 и %2 изменилась %n ставка или раунд.</numerusform>
            <numerusform>Между %1 и %2 изменились %n ставки и раунда.</numerusform>
            <numerusform>Между %1 и %2 изменились %n ставок и раундов.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ChangesModel</name>
    <message>
        <source>Bet %1</source>
        <translation>Ставка %1</translation>
    </message>
    <message>
        <source>payout %1</source>
        <translation>выплата %1</translation>
    </message>
    <message>
        <source>refunded %1</source>
        <translation>возвращено %1</translation>
    </message>
    <message>
        <source>Round %1</source>
        <translation>Раунд %1</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>Партнёр</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Было</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Стало</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Деньги</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>Screen reader. %1 a column, %2 its value</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>ещё не известна</translation>
    </message>
</context>
<context>
    <name>ui::CommandPalette</name>
    <message>
        <source>Type a command, a view or a bet&apos;s id</source>
        <translation>Команда, подборка или номер ставки</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Matching commands</source>
        <translation>Подходящие команды</translation>
    </message>
    <message>
        <source>Nothing matches.</source>
        <translation>Ничего не подходит.</translation>
    </message>
</context>
<context>
    <name>ui::Connection</name>
    <message>
        <source>Off until the connection returns.</source>
        <translation>Недоступно, пока нет связи.</translation>
    </message>
    <message>
        <source>This connection is read-only.</source>
        <translation>Это подключение только для чтения.</translation>
    </message>
    <message>
        <source>Your role may look, but not refund.</source>
        <translation>Ваша роль позволяет смотреть, но не возвращать.</translation>
    </message>
    <message>
        <source>Your role may look, but not recalculate.</source>
        <translation>Ваша роль позволяет смотреть, но не пересчитывать.</translation>
    </message>
    <message>
        <source>Only a manager may approve.</source>
        <translation>Подтверждать может только менеджер.</translation>
    </message>
    <message>
        <source>Only a manager may post an official result.</source>
        <translation>Официальный результат вносит только менеджер.</translation>
    </message>
    <message>
        <source>Your role may look, but not start or steer jobs.</source>
        <translation>Ваша роль позволяет смотреть, но не запускать задания и не управлять ими.</translation>
    </message>
    <message>
        <source>Your role may look, but not work on failures.</source>
        <translation>Ваша роль позволяет смотреть, но не разбирать сбои.</translation>
    </message>
    <message>
        <source>Only a manager may suspend a partner.</source>
        <translation>Приостановить партнёра может только менеджер.</translation>
    </message>
    <message>
        <source>Your role may look, but not work on alerts.</source>
        <translation>Ваша роль позволяет смотреть, но не разбирать оповещения.</translation>
    </message>
    <message>
        <source>Only a manager may change alert rules.</source>
        <translation>Правила оповещений может менять только менеджер.</translation>
    </message>
    <message>
        <source>Your role keeps no views.</source>
        <translation>Ваша роль не сохраняет виды.</translation>
    </message>
    <message>
        <source>Only a manager may share a view.</source>
        <translation>Делиться видом может только менеджер.</translation>
    </message>
    <message>
        <source>This is the past: nothing of it can be changed.</source>
        <translation>Это прошлое: изменить в нём ничего нельзя.</translation>
    </message>
</context>
<context>
    <name>ui::CopyMenu</name>
    <message>
        <source>Bet &amp;id</source>
        <translation>&amp;Номер ставки</translation>
    </message>
    <message>
        <source>Row as &amp;JSON</source>
        <translation>Строку как &amp;JSON</translation>
    </message>
    <message>
        <source>Row as C&amp;SV</source>
        <translation>Строку как &amp;CSV</translation>
    </message>
    <message>
        <source>As &amp;filter</source>
        <translation>Как &amp;фильтр</translation>
    </message>
    <message>
        <source>&amp;Link for a colleague</source>
        <translation>&amp;Ссылку для коллеги</translation>
    </message>
    <message>
        <source>Chosen attempt as c&amp;URL, without secrets</source>
        <translation>Выбранную попытку как c&amp;URL, без секретов</translation>
    </message>
</context>
<context>
    <name>ui::CountsModel</name>
    <message>
        <source>Type of event</source>
        <translation>Тип события</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>Партнёр</translation>
    </message>
    <message>
        <source>Bet</source>
        <translation>Ставка</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Раунд</translation>
    </message>
    <message>
        <source>Player</source>
        <translation>Игрок</translation>
    </message>
    <message>
        <source>Game</source>
        <translation>Игра</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Валюта</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Error class</source>
        <translation>Класс ошибки</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Статус</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>Kind of line</source>
        <translation>Вид строки</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(нет)</translation>
    </message>
    <message>
        <source>&lt; %1 %</source>
        <translation>&lt; %1 %</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Строк</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Доля</translation>
    </message>
    <message>
        <source>%1. Lines: %2, %3</source>
        <extracomment>Screen reader. %1 the value, %2 how many lines, %3 &quot;12.5 %&quot;</extracomment>
        <translation>%1. Строк: %2, %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::CountsView</name>
    <message>
        <source>Counting…</source>
        <translation>Подсчёт…</translation>
    </message>
    <message>
        <source>Values: %1</source>
        <translation>Значений: %1</translation>
    </message>
    <message>
        <source>the rarest %1 are not listed</source>
        <translation>самых редких не показано: %1</translation>
    </message>
    <message>
        <source>lines: %1</source>
        <translation>строк: %1</translation>
    </message>
    <message>
        <source>Count &amp;by</source>
        <translation>Считать &amp;по</translation>
    </message>
    <message>
        <source>Count by</source>
        <translation>Считать по полю</translation>
    </message>
    <message>
        <source>Save as CS&amp;V…</source>
        <translation>Сохранить в CS&amp;V…</translation>
    </message>
    <message>
        <source>Values and how often they stand there</source>
        <translation>Значения и сколько раз они встречаются</translation>
    </message>
    <message>
        <source>No line matches.</source>
        <translation>Ни одна строка не подходит.</translation>
    </message>
</context>
<context>
    <name>ui::DeadLettersModel</name>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Событие</translation>
    </message>
    <message>
        <source>Bet</source>
        <translation>Ставка</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Получатель</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Попытки</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Последняя ошибка</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Идентификатор</translation>
    </message>
    <message>
        <source>Not sent: one before it was not taken</source>
        <translation>Не отправлялось: не принято предыдущее</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::DeliveriesDialog</name>
    <message>
        <source>Deliveries</source>
        <translation>Доставка</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Закрыть</translation>
    </message>
    <message>
        <source>Alert rules and deliveries</source>
        <translation>Правила оповещений и доставка</translation>
    </message>
    <message>
        <source>Alert rules</source>
        <translation>Правила оповещений</translation>
    </message>
</context>
<context>
    <name>ui::DeliveriesView</name>
    <message>
        <source>Only a manager may send dead letters again.</source>
        <translation>Отправить недоставленное снова может только менеджер.</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n events are sent again.</source>
        <translation>
            <numerusform>%1: %n событие отправляется снова.</numerusform>
            <numerusform>%1: %n события отправляются снова.</numerusform>
            <numerusform>%1: %n событий отправляются снова.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: the service did not answer (%2). Look at the list before you press again.</source>
        <translation>%1: служба не ответила (%2). Посмотрите на список, прежде чем нажимать снова.</translation>
    </message>
    <message>
        <source>%1: not done (%2).</source>
        <extracomment>%1 the name of an endpoint, %2 a reason</extracomment>
        <translation>%1: не выполнено (%2).</translation>
    </message>
    <message>
        <source>A file knows nothing of deliveries.</source>
        <translation>В файле нет сведений о доставке.</translation>
    </message>
    <message>
        <source>The service does not answer. This is what it said last.</source>
        <translation>Служба не отвечает. Показан её последний ответ.</translation>
    </message>
    <message>
        <source>The service does not answer. The endpoints come with the connection.</source>
        <translation>Служба не отвечает. Получатели появятся, когда вернётся связь.</translation>
    </message>
    <message>
        <source>The endpoints did not come: %1.</source>
        <translation>Получатели не загружены: %1.</translation>
    </message>
    <message>
        <source>Asking the service…</source>
        <translation>Запрос к службе…</translation>
    </message>
    <message>
        <source>No other system is told of events: the service&apos;s configuration names no endpoints.</source>
        <translation>О событиях никому не сообщается: в настройках службы нет получателей.</translation>
    </message>
    <message>
        <source>Systems and mailboxes that are told of events:</source>
        <translation>Системы и почтовые ящики, которым сообщается о событиях:</translation>
    </message>
    <message>
        <source>Not all dead letters came: %1.</source>
        <translation>Загружено не всё недоставленное: %1.</translation>
    </message>
    <message>
        <source>Asking for dead letters…</source>
        <translation>Запрос недоставленного…</translation>
    </message>
    <message>
        <source>Choose endpoints to see their dead letters.</source>
        <translation>Выберите получателей, чтобы увидеть недоставленное.</translation>
    </message>
    <message>
        <source>No dead letters: every event was taken, or is still being tried.</source>
        <translation>Недоставленного нет: каждое событие принято или ещё отправляется.</translation>
    </message>
    <message numerus="yes">
        <source>Dead letters of the chosen endpoints, the first %n:</source>
        <translation>
            <numerusform>Недоставленное выбранным получателям, первое %n:</numerusform>
            <numerusform>Недоставленное выбранным получателям, первые %n:</numerusform>
            <numerusform>Недоставленное выбранным получателям, первые %n:</numerusform>
        </translation>
    </message>
    <message>
        <source>Dead letters of the chosen endpoints:</source>
        <translation>Недоставленное выбранным получателям:</translation>
    </message>
    <message numerus="yes">
        <source>Sends %n dead letters of %1 again, those of a bet in their order. A receiver that has one already drops it by its id.</source>
        <extracomment>%1 names of endpoints</extracomment>
        <translation>
            <numerusform>Снова отправит %n недоставленное событие (%1), события одной ставки — по порядку. Получатель, у которого событие уже есть, отбросит его по идентификатору.</numerusform>
            <numerusform>Снова отправит %n недоставленных события (%1), события одной ставки — по порядку. Получатель, у которого событие уже есть, отбросит его по идентификатору.</numerusform>
            <numerusform>Снова отправит %n недоставленных событий (%1), события одной ставки — по порядку. Получатель, у которого событие уже есть, отбросит его по идентификатору.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose endpoints with dead letters.</source>
        <translation>Выберите получателей, у которых есть недоставленное.</translation>
    </message>
    <message>
        <source>Endpoints</source>
        <translation>Получатели</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Недоставленное</translation>
    </message>
    <message>
        <source>&amp;Send again</source>
        <translation>&amp;Отправить снова</translation>
    </message>
    <message>
        <source>Sends all dead letters of the chosen endpoints again.</source>
        <translation>Снова отправляет всё недоставленное выбранным получателям.</translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation>О&amp;бновить</translation>
    </message>
</context>
<context>
    <name>ui::DetailDock</name>
    <message>
        <source>Choose a bet to see its story.</source>
        <translation>Выберите ставку, чтобы увидеть её историю.</translation>
    </message>
    <message>
        <source>T&amp;imeline</source>
        <translation>&amp;История</translation>
    </message>
    <message>
        <source>&amp;Money</source>
        <translation>&amp;Деньги</translation>
    </message>
    <message>
        <source>Timeline of the bet</source>
        <translation>История ставки</translation>
    </message>
    <message>
        <source>Copy the bet&apos;s id</source>
        <translation>Копировать номер ставки</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Копировать</translation>
    </message>
    <message>
        <source>Retry &amp;now</source>
        <translation>&amp;Повторить</translation>
    </message>
    <message>
        <source>Re&amp;fund…</source>
        <translation>&amp;Возврат…</translation>
    </message>
    <message>
        <source>Asking for the next try now…</source>
        <translation>Запрашивается следующая попытка…</translation>
    </message>
    <message>
        <source>The next try could not be asked for: %1</source>
        <translation>Следующую попытку запросить не удалось: %1</translation>
    </message>
    <message>
        <source>No bet is chosen.</source>
        <translation>Ставка не выбрана.</translation>
    </message>
    <message>
        <source>The state is in doubt. Ask again before refunding.</source>
        <translation>Состояние под вопросом. Сначала спросите ещё раз.</translation>
    </message>
    <message>
        <source>An operation on this bet is still running.</source>
        <translation>По этой ставке ещё идёт операция.</translation>
    </message>
    <message>
        <source>The bet is settled. A refund does not take a payout back.</source>
        <translation>Ставка рассчитана. Возврат не отменяет выплату.</translation>
    </message>
    <message>
        <source>The bet was refunded before.</source>
        <translation>Возврат по этой ставке уже сделан.</translation>
    </message>
    <message>
        <source>The hold expired; there is nothing to refund.</source>
        <translation>Срок заморозки истёк, возвращать нечего.</translation>
    </message>
    <message>
        <source>Nothing is held for this bet.</source>
        <translation>По этой ставке ничего не заморожено.</translation>
    </message>
    <message>
        <source>No operation is waiting.</source>
        <translation>Ожидающих операций нет.</translation>
    </message>
    <message>
        <source>The next try was asked for.</source>
        <translation>Следующая попытка запрошена.</translation>
    </message>
    <message>
        <source>A call is out at this moment.</source>
        <translation>Вызов идёт прямо сейчас.</translation>
    </message>
    <message>
        <source>Bet %1</source>
        <translation>Ставка %1</translation>
    </message>
    <message>
        <source>Bet</source>
        <translation>Ставка</translation>
    </message>
    <message>
        <source>%1 · player %2 · round %3</source>
        <translation>%1 · игрок %2 · раунд %3</translation>
    </message>
    <message>
        <source>Offline. This is the story as of %1.</source>
        <translation>Нет связи. История на %1.</translation>
    </message>
    <message>
        <source>Offline. This is the cached row as of %1; its story needs a connection.</source>
        <translation>Нет связи. Это строка из кэша на %1; для истории нужна связь.</translation>
    </message>
    <message>
        <source>The service did not answer (%1). This is the story as of %2.</source>
        <translation>Сервис не ответил (%1). История на %2.</translation>
    </message>
    <message>
        <source>The service did not answer (%1).</source>
        <translation>Сервис не ответил (%1).</translation>
    </message>
    <message>
        <source>Loading the story…</source>
        <translation>История загружается…</translation>
    </message>
    <message>
        <source>Opens the refund dialog; nothing is sent yet.</source>
        <translation>Открывает окно возврата; ничего ещё не отправляется.</translation>
    </message>
    <message>
        <source>Sends the waiting call now, again with the same key.</source>
        <translation>Отправляет ожидающий вызов сейчас, с тем же ключом.</translation>
    </message>
    <message>
        <source>R&amp;equest</source>
        <translation>&amp;Запрос</translation>
    </message>
    <message>
        <source>Request and response of a call</source>
        <translation>Запрос и ответ вызова</translation>
    </message>
    <message>
        <source>Ledger of the bet</source>
        <translation>Проводки по ставке</translation>
    </message>
    <message>
        <source>Re&amp;lated</source>
        <translation>Св&amp;язи</translation>
    </message>
    <message>
        <source>Related bets</source>
        <translation>Связанные ставки</translation>
    </message>
    <message>
        <source>N&amp;otes</source>
        <translation>З&amp;аписи</translation>
    </message>
    <message>
        <source>Notes and audit entries</source>
        <translation>Заметки и записи аудита</translation>
    </message>
    <message>
        <source>Nothing is known of this bet at this moment.</source>
        <translation>На этот момент об этой ставке ничего не известно.</translation>
    </message>
    <message>
        <source>From events: they do not hold what was sent and answered, and no ledger.</source>
        <translation>Из событий: в них нет ни отправленного, ни ответов, ни проводок.</translation>
    </message>
</context>
<context>
    <name>ui::DifferencesModel</name>
    <message>
        <source>Bet</source>
        <translation>Ставка</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Класс</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Возраст</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>У нас</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>У них</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Принято</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2 for %3. Ours: %4. Theirs: %5.</source>
        <extracomment>Read by a screen reader: %1 a bet, %2 a class, %3 &quot;3 h&quot;, %4 our side, %5 the partner&apos;s side</extracomment>
        <translation>%1: %2, уже %3. У нас: %4. У них: %5.</translation>
    </message>
    <message>
        <source>Since a run found just this difference for the first time</source>
        <translation>С тех пор, как сверка впервые нашла именно это расхождение</translation>
    </message>
</context>
<context>
    <name>ui::Docks</name>
    <message>
        <source>Views</source>
        <translation>Подборки</translation>
    </message>
    <message>
        <source>Calls per minute, last 30 min</source>
        <translation>Вызовы в минуту за последние 30 мин</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Страницы</translation>
    </message>
    <message>
        <source>Panels that lie over each other</source>
        <translation>Панели, лежащие друг на друге</translation>
    </message>
    <message>
        <source>By outcome</source>
        <translation>По исходу</translation>
    </message>
</context>
<context>
    <name>ui::DoubtBar</name>
    <message>
        <source>It is not known whether your decision was taken (%1). Look again before you decide anew.</source>
        <translation>Неизвестно, принято ли ваше решение (%1). Посмотрите ещё раз, прежде чем решать заново.</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Запрос партнёру %1…</translation>
    </message>
    <message>
        <source>Not asked: %1</source>
        <translation>Не спрошено: %1</translation>
    </message>
    <message>
        <source>%1 gave no answer that settles it. Nothing was sent again.</source>
        <translation>%1 не дал ответа, который решает вопрос. Повторно ничего не отправлено.</translation>
    </message>
    <message>
        <source>Your decision was not taken: %1 Nothing was changed.</source>
        <translation>Ваше решение не принято: %1 Ничего не изменено.</translation>
    </message>
    <message>
        <source>A second person has to agree.</source>
        <translation>Должен согласиться второй человек.</translation>
    </message>
    <message>
        <source>%1 says that it succeeded. Evidence: %2. %3</source>
        <translation>%1: операция удалась. Доказательство: %2. %3</translation>
    </message>
    <message>
        <source>%1 says that it failed. Evidence: %2. %3</source>
        <translation>%1: операция не удалась. Доказательство: %2. %3</translation>
    </message>
    <message>
        <source>Write a comment to reject.</source>
        <translation>Чтобы отклонить, напишите комментарий.</translation>
    </message>
    <message>
        <source>Asks what became of the call; sends nothing again.</source>
        <translation>Спрашивает, что стало с вызовом; повторно ничего не отправляет.</translation>
    </message>
    <message>
        <source>Somebody has said already what it came to.</source>
        <translation>Уже сказано, чем это закончилось.</translation>
    </message>
    <message>
        <source>Say by evidence what it came to; a second person has to agree.</source>
        <translation>Сказать по доказательству, чем закончилось; должен согласиться второй человек.</translation>
    </message>
    <message>
        <source>As&amp;k the partner</source>
        <translation>&amp;Спросить партнёра</translation>
    </message>
    <message>
        <source>Resol&amp;ve…</source>
        <translation>Р&amp;ешить…</translation>
    </message>
    <message>
        <source>Comment; to reject it is required</source>
        <translation>Комментарий; для отказа обязателен</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Комментарий</translation>
    </message>
    <message>
        <source>Re&amp;ject</source>
        <translation>Откл&amp;онить</translation>
    </message>
    <message>
        <source>A&amp;pprove</source>
        <translation>О&amp;добрить</translation>
    </message>
    <message>
        <source>Ctrl+Enter or a click approves.</source>
        <translation>Одобряет Ctrl+Enter или щелчок.</translation>
    </message>
    <message>
        <source>What is known about the doubt</source>
        <translation>Что известно о сомнении</translation>
    </message>
</context>
<context>
    <name>ui::ExportBundleDialog</name>
    <message>
        <source>Not saved: %1</source>
        <translation>Не сохранено: %1</translation>
    </message>
    <message>
        <source>Given up; nothing was saved.</source>
        <translation>Прекращено; ничего не сохранено.</translation>
    </message>
    <message>
        <source>There is no line to save.</source>
        <translation>Нет строк для сохранения.</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>Пароли не совпадают.</translation>
    </message>
    <message>
        <source>The file of the signing key is not there.</source>
        <translation>Файла ключа подписи нет.</translation>
    </message>
    <message>
        <source>File of the signing key</source>
        <translation>Файл ключа подписи</translation>
    </message>
    <message>
        <source>Save the bundle as</source>
        <translation>Сохранить пакет как</translation>
    </message>
    <message>
        <source>Bundles (*.betlog)</source>
        <translation>Пакеты (*.betlog)</translation>
    </message>
    <message>
        <source>The file of the signing key cannot be read.</source>
        <translation>Файл ключа подписи не читается.</translation>
    </message>
    <message numerus="yes">
        <source>Saved: %1 lines.</source>
        <translation>
            <numerusform>Сохранена %1 строка.</numerusform>
            <numerusform>Сохранены %1 строки.</numerusform>
            <numerusform>Сохранено %1 строк.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 lines are no JSON and were left out.</source>
        <translation>
            <numerusform>%1 строка — не JSON, она не вошла.</numerusform>
            <numerusform>%1 строки — не JSON, они не вошли.</numerusform>
            <numerusform>%1 строк — не JSON, они не вошли.</numerusform>
        </translation>
    </message>
    <message>
        <source>Signed by %1.</source>
        <translation>Подписано: %1.</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Отмена</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>За&amp;крыть</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Запись…</translation>
    </message>
    <message>
        <source>About %1 before it is packed. Passwords, tokens and keys never go along.</source>
        <translation>Около %1 до сжатия. Пароли, токены и ключи не попадают в пакет никогда.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;What the filter finds: %1 lines</source>
        <translation>
            <numerusform>&amp;Что находит фильтр: %1 строка</numerusform>
            <numerusform>&amp;Что находит фильтр: %1 строки</numerusform>
            <numerusform>&amp;Что находит фильтр: %1 строк</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;All lines: %1</source>
        <translation>&amp;Все строки: %1</translation>
    </message>
    <message>
        <source>Marks and &amp;notes: there are none</source>
        <translation>Метки и &amp;заметки: их нет</translation>
    </message>
    <message>
        <source>Marks and &amp;notes of these lines</source>
        <translation>Метки и &amp;заметки этих строк</translation>
    </message>
    <message>
        <source>Tokens that mean nothing outside this bundle</source>
        <translation>Обозначения, ничего не значащие вне этого пакета</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>Как есть</translation>
    </message>
    <message>
        <source>Save as a bundle</source>
        <translation>Сохранить как пакет</translation>
    </message>
    <message>
        <source>Lines of this review, in one file for others</source>
        <translation>Строки этого разбора — одним файлом для других</translation>
    </message>
    <message>
        <source>Ids of &amp;players</source>
        <translation>&amp;Идентификаторы игроков</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>Password of the bundle</source>
        <translation>Пароль пакета</translation>
    </message>
    <message>
        <source>once more</source>
        <translation>ещё раз</translation>
    </message>
    <message>
        <source>The same password once more</source>
        <translation>Тот же пароль ещё раз</translation>
    </message>
    <message>
        <source>Sign with the &amp;key in</source>
        <translation>Подписать &amp;ключом из</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>без подписи</translation>
    </message>
    <message>
        <source>Choose &amp;file…</source>
        <translation>Выбрать &amp;файл…</translation>
    </message>
    <message>
        <source>How much is written</source>
        <translation>Сколько записано</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Сохранить…</translation>
    </message>
    <message numerus="yes">
        <source>%1 lines of the files are no JSON, so that no filter finds them.</source>
        <translation>
            <numerusform>%1 строка файлов — не JSON, и её не находит никакой фильтр.</numerusform>
            <numerusform>%1 строки файлов — не JSON, и их не находит никакой фильтр.</numerusform>
            <numerusform>%1 строк файлов — не JSON, и их не находит никакой фильтр.</numerusform>
        </translation>
    </message>
    <message>
        <source>A file is cut short, and what came after is missing.</source>
        <translation>Один из файлов обрезан, и того, что было дальше, нет.</translation>
    </message>
    <message>
        <source>Passwo&amp;rd</source>
        <translation>&amp;Пароль</translation>
    </message>
</context>
<context>
    <name>ui::FailureNoteDialog</name>
    <message>
        <source>Note on a group of failures</source>
        <translation>Заметка к группе сбоев</translation>
    </message>
    <message>
        <source>&amp;Note, for everybody who sees the group</source>
        <translation>&amp;Заметка для всех, кто видит группу</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Отмена</translation>
    </message>
    <message>
        <source>&amp;Save the note</source>
        <translation>&amp;Сохранить заметку</translation>
    </message>
</context>
<context>
    <name>ui::FailureRetryDialog</name>
    <message>
        <source>No bet of this group is open any more.</source>
        <translation>В этой группе больше нет открытых ставок.</translation>
    </message>
    <message>
        <source>Retry the group</source>
        <translation>Повтор группы</translation>
    </message>
    <message numerus="yes">
        <source>Try %n bets at %1 again?</source>
        <translation>
            <numerusform>Повторить %n ставку у %1?</numerusform>
            <numerusform>Повторить %n ставки у %1?</numerusform>
            <numerusform>Повторить %n ставок у %1?</numerusform>
        </translation>
    </message>
    <message>
        <source>Each goes again at once, with its own key: what was done already is not done twice. Bets in doubt at a partner that does not recognise repeats are left alone.</source>
        <translation>Каждая уйдёт сразу и со своим ключом: что уже сделано, второй раз не делается. Ставки под вопросом у партнёра, который не узнаёт повторов, не трогаются.</translation>
    </message>
    <message>
        <source>&amp;Leave it as it is</source>
        <translation>&amp;Оставить как есть</translation>
    </message>
    <message numerus="yes">
        <source>Try %n bets again</source>
        <translation>
            <numerusform>Повторить %n ставку</numerusform>
            <numerusform>Повторить %n ставки</numerusform>
            <numerusform>Повторить %n ставок</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::FailuresModel</name>
    <message>
        <source>Cause</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>Партнёр</translation>
    </message>
    <message>
        <source>Bets</source>
        <translation>Ставки</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Первый</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Последний</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 часа</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Кто занят</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message numerus="yes">
        <source>%1. %2, %3, %n bets, %4, %5</source>
        <extracomment>Read by a screen reader: %1 a state, %2 a cause, %3 a partner, %4 amounts, %5 &quot;44 failures in 24 h, …&quot;</extracomment>
        <translation>
            <numerusform>%1. %2, %3, %n ставка, %4, %5</numerusform>
            <numerusform>%1. %2, %3, %n ставки, %4, %5</numerusform>
            <numerusform>%1. %2, %3, %n ставок, %4, %5</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Failures per hour of the last 24, the present hour at the right</source>
        <translation>Сбои по часам за последние 24 часа, текущий час справа</translation>
    </message>
</context>
<context>
    <name>ui::FailuresPage</name>
    <message>
        <source>The group could not be read (%1).</source>
        <translation>Группу не удалось прочитать (%1).</translation>
    </message>
    <message>
        <source>There is nothing to save.</source>
        <translation>Сохранять нечего.</translation>
    </message>
    <message>
        <source>Choose a group.</source>
        <translation>Выберите группу.</translation>
    </message>
    <message>
        <source>The bets of the group are being read.</source>
        <translation>Ставки группы читаются.</translation>
    </message>
    <message>
        <source>The bets of the group are not here.</source>
        <translation>Ставок группы здесь нет.</translation>
    </message>
    <message>
        <source>The group has no bets now.</source>
        <translation>В группе сейчас нет ставок.</translation>
    </message>
    <message>
        <source>The service is being asked.</source>
        <translation>Сервису задан вопрос.</translation>
    </message>
    <message>
        <source>No bet of this group is open.</source>
        <translation>В этой группе нет открытых ставок.</translation>
    </message>
    <message>
        <source>Given back.</source>
        <translation>Группа отдана.</translation>
    </message>
    <message>
        <source>The group is yours.</source>
        <translation>Группа ваша.</translation>
    </message>
    <message>
        <source>Muted until it gets worse.</source>
        <translation>Заглушена, пока не станет хуже.</translation>
    </message>
    <message>
        <source>No longer muted.</source>
        <translation>Больше не заглушена.</translation>
    </message>
    <message>
        <source>The service did not answer (%1). Look at the group before you press again.</source>
        <translation>Сервис не ответил (%1). Посмотрите на группу, прежде чем нажимать снова.</translation>
    </message>
    <message>
        <source>Not done: %1.</source>
        <translation>Не сделано: %1.</translation>
    </message>
    <message>
        <source>The note is gone.</source>
        <translation>Заметка убрана.</translation>
    </message>
    <message>
        <source>Noted.</source>
        <translation>Записано.</translation>
    </message>
    <message>
        <source>Nothing was sent: the group has changed while you were reading. Look again.</source>
        <translation>Ничего не отправлено: пока вы читали, группа изменилась. Посмотрите ещё раз.</translation>
    </message>
    <message>
        <source>Save the failures</source>
        <translation>Сохранить сбои</translation>
    </message>
    <message>
        <source>Table, CSV (*.csv)</source>
        <translation>Таблица, CSV (*.csv)</translation>
    </message>
    <message numerus="yes">
        <source>Saved as %1: %n groups.</source>
        <translation>
            <numerusform>Сохранено в %1: %n группа.</numerusform>
            <numerusform>Сохранено в %1: %n группы.</numerusform>
            <numerusform>Сохранено в %1: %n групп.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not saved: %1 cannot be written (%2).</source>
        <translation>Не сохранено: %1 нельзя записать (%2).</translation>
    </message>
    <message>
        <source>Open bets</source>
        <translation>Открытые ставки</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Сбои</translation>
    </message>
    <message>
        <source>Offline. Failures are grouped by the service and are shown when the connection returns.</source>
        <translation>Нет связи. Сбои группирует сервис; они появятся, когда связь вернётся.</translation>
    </message>
    <message>
        <source>The service did not give its failures (%1).</source>
        <translation>Сервис не отдал сбои (%1).</translation>
    </message>
    <message>
        <source>Connecting. Failures appear here.</source>
        <translation>Подключение. Сбои появятся здесь.</translation>
    </message>
    <message>
        <source>No failures in the last 24 h.</source>
        <translation>За последние 24 ч сбоев нет.</translation>
    </message>
    <message>
        <source>Choose a group to see its bets.</source>
        <translation>Выберите группу, чтобы увидеть её ставки.</translation>
    </message>
    <message>
        <source>Owner: %1.</source>
        <translation>Занимается: %1.</translation>
    </message>
    <message>
        <source>Note: %1.</source>
        <translation>Заметка: %1.</translation>
    </message>
    <message>
        <source>The service did not give the bets (%1).</source>
        <translation>Сервис не отдал ставки (%1).</translation>
    </message>
    <message>
        <source>Give it b&amp;ack</source>
        <translation>О&amp;тдать</translation>
    </message>
    <message>
        <source>&amp;Assign to me</source>
        <translation>&amp;Взять себе</translation>
    </message>
    <message>
        <source>Give the group back</source>
        <translation>Отдать группу</translation>
    </message>
    <message>
        <source>Assign the group to me</source>
        <translation>Взять группу себе</translation>
    </message>
    <message>
        <source>Un&amp;mute</source>
        <translation>Сн&amp;ять глушение</translation>
    </message>
    <message>
        <source>&amp;Mute until worse</source>
        <translation>За&amp;глушить</translation>
    </message>
    <message>
        <source>Unmute the group</source>
        <translation>Снять глушение группы</translation>
    </message>
    <message>
        <source>Mute the group until it gets worse</source>
        <translation>Заглушить группу, пока не станет хуже</translation>
    </message>
    <message>
        <source>Groups of failures</source>
        <translation>Группы сбоев</translation>
    </message>
    <message>
        <source>Bets of the chosen group</source>
        <translation>Ставки выбранной группы</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Повторить сейчас</translation>
    </message>
    <message>
        <source>&amp;Retry group…</source>
        <translation>&amp;Повторить…</translation>
    </message>
    <message>
        <source>Re&amp;fund group…</source>
        <translation>Ве&amp;рнуть…</translation>
    </message>
    <message>
        <source>&amp;Save as CSV…</source>
        <translation>&amp;Сохранить CSV…</translation>
    </message>
    <message>
        <source>Note on the group…</source>
        <translation>Заметка к группе…</translation>
    </message>
    <message>
        <source>Retry the group…</source>
        <translation>Повторить группу…</translation>
    </message>
    <message>
        <source>Refund the bets of the group…</source>
        <translation>Вернуть ставки группы…</translation>
    </message>
    <message>
        <source>Save the failures as CSV…</source>
        <translation>Сохранить сбои в CSV…</translation>
    </message>
    <message>
        <source>Off until the connection returns.</source>
        <translation>Недоступно, пока нет связи.</translation>
    </message>
    <message>
        <source>&amp;Partner…</source>
        <translation>П&amp;артнёр…</translation>
    </message>
    <message>
        <source>Partner of the group: its calls, suspend or resume…</source>
        <translation>Партнёр группы: его вызовы, приостановить или возобновить…</translation>
    </message>
    <message>
        <source>Not&amp;e…</source>
        <translation>Замет&amp;ка…</translation>
    </message>
    <message>
        <source>No failures are known up to this moment.</source>
        <translation>До этого момента сбоев не известно.</translation>
    </message>
</context>
<context>
    <name>ui::FileOpener</name>
    <message>
        <source>Open a bundle</source>
        <translation>Открыть пакет</translation>
    </message>
    <message>
        <source>Incident bundles (*.betlog)</source>
        <translation>Пакеты инцидентов (*.betlog)</translation>
    </message>
    <message>
        <source>Events, JSON lines (*.jsonl *.log *.gz)</source>
        <translation>События, строки JSON (*.jsonl *.log *.gz)</translation>
    </message>
</context>
<context>
    <name>ui::InputsForm</name>
    <message>
        <source>Bet %1: write the payout.</source>
        <translation>Ставка %1: укажите выплату.</translation>
    </message>
    <message>
        <source>Bet %1: use `%2` as the decimal mark.</source>
        <translation>Ставка %1: десятичный знак — `%2`.</translation>
    </message>
    <message>
        <source>Bet %1: the payout has a character that only looks like a digit or a mark.</source>
        <translation>Ставка %1: в выплате есть знак, лишь похожий на цифру или запятую.</translation>
    </message>
    <message>
        <source>Bet %1: this currency has fewer decimals.</source>
        <translation>Ставка %1: у этой валюты меньше знаков после запятой.</translation>
    </message>
    <message>
        <source>Bet %1: the payout of a won bet is above zero.</source>
        <translation>Ставка %1: выплата выигравшей ставки больше нуля.</translation>
    </message>
    <message>
        <source>Bet %1: this is not a payout.</source>
        <translation>Ставка %1: это не сумма выплаты.</translation>
    </message>
    <message numerus="yes">
        <source>%n bets have no selection or odds, so that nobody can compute them. Say what is right, or leave them as they are.</source>
        <translation>
            <numerusform>У %n ставки нет выбора или коэффициента, вычислить её нельзя. Укажите верный исход или оставьте как есть.</numerusform>
            <numerusform>У %n ставок нет выбора или коэффициента, вычислить их нельзя. Укажите верные исходы или оставьте как есть.</numerusform>
            <numerusform>У %n ставок нет выбора или коэффициента, вычислить их нельзя. Укажите верные исходы или оставьте как есть.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n are shown.</source>
        <translation>
            <numerusform>Показана %n.</numerusform>
            <numerusform>Показаны первые %n.</numerusform>
            <numerusform>Показаны первые %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 at %3, now %4</source>
        <extracomment>%1 a bet, %2 a player, %3 a partner, %4 the state of the bet now</extracomment>
        <translation>%1, игрок %2, партнёр %3, сейчас: %4</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>Оставить как есть</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Проигрыш</translation>
    </message>
    <message>
        <source>Won, payout</source>
        <translation>Выигрыш, выплата</translation>
    </message>
    <message>
        <source>Outcome of bet %1</source>
        <translation>Исход ставки %1</translation>
    </message>
    <message>
        <source>Payout of bet %1</source>
        <translation>Выплата по ставке %1</translation>
    </message>
</context>
<context>
    <name>ui::IntentsModel</name>
    <message>
        <source>Started</source>
        <translation>Начат</translation>
    </message>
    <message>
        <source>Bet</source>
        <translation>Ставка</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>Партнёр</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Попытки</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Повтор в</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>Последний ответ</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>не отправлен</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>отправляется</translation>
    </message>
    <message>
        <source>in doubt</source>
        <translation>под вопросом</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::JobActionDialog</name>
    <message>
        <source>retry %1</source>
        <extracomment>Typed to confirm; %1 a number of bets</extracomment>
        <translation>повторить %1</translation>
    </message>
    <message>
        <source>resume %1</source>
        <translation>продолжить %1</translation>
    </message>
    <message>
        <source>%1: withdraw it?</source>
        <translation>%1: отозвать?</translation>
    </message>
    <message>
        <source>%1: go on?</source>
        <translation>%1: продолжить?</translation>
    </message>
    <message>
        <source>%1: stop it?</source>
        <translation>%1: остановить?</translation>
    </message>
    <message>
        <source>%1: try the failed bets again?</source>
        <translation>%1: повторить ставки с ошибкой?</translation>
    </message>
    <message>
        <source>It leaves the list of the approvers. No money has moved, and none will.</source>
        <translation>Задание исчезнет из списка на подтверждение. Деньги не двигались и не будут.</translation>
    </message>
    <message numerus="yes">
        <source>%n bets go on. Money moves at once.</source>
        <translation>
            <numerusform>Пойдёт дальше %n ставка. Деньги начнут двигаться сразу.</numerusform>
            <numerusform>Пойдут дальше %n ставки. Деньги начнут двигаться сразу.</numerusform>
            <numerusform>Пойдут дальше %n ставок. Деньги начнут двигаться сразу.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed bets go again, and nothing else. What is done stays done.</source>
        <translation>
            <numerusform>Заново пойдёт %n ставка с ошибкой и больше ничего. Сделанное остаётся.</numerusform>
            <numerusform>Заново пойдут %n ставки с ошибкой и больше ничего. Сделанное остаётся.</numerusform>
            <numerusform>Заново пойдут %n ставок с ошибкой и больше ничего. Сделанное остаётся.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bets will stay untouched.</source>
        <translation>
            <numerusform>%n ставка останется нетронутой.</numerusform>
            <numerusform>%n ставки останутся нетронутыми.</numerusform>
            <numerusform>%n ставок останутся нетронутыми.</numerusform>
        </translation>
    </message>
    <message>
        <source>It has not started.</source>
        <translation>Оно ещё не началось.</translation>
    </message>
    <message>
        <source>Stop after the calls in flight?</source>
        <translation>Остановить после уже отправленных вызовов?</translation>
    </message>
    <message numerus="yes">
        <source>Stop after the %n calls in flight?</source>
        <translation>
            <numerusform>Остановить после %n уже отправленного вызова?</numerusform>
            <numerusform>Остановить после %n уже отправленных вызовов?</numerusform>
            <numerusform>Остановить после %n уже отправленных вызовов?</numerusform>
        </translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Отозвать</translation>
    </message>
    <message numerus="yes">
        <source>Go on with %n bets</source>
        <translation>
            <numerusform>Продолжить: %n ставка</numerusform>
            <numerusform>Продолжить: %n ставки</numerusform>
            <numerusform>Продолжить: %n ставок</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message numerus="yes">
        <source>Try %n bets again</source>
        <translation>
            <numerusform>Повторить %n ставку</numerusform>
            <numerusform>Повторить %n ставки</numerusform>
            <numerusform>Повторить %n ставок</numerusform>
        </translation>
    </message>
    <message>
        <source>Click, or press Ctrl+Enter while this button has the focus.</source>
        <translation>Щёлкните или нажмите Ctrl+Enter, когда фокус на этой кнопке.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a button that wakes in %2 seconds</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;Let it run</source>
        <translation>&amp;Пусть идёт</translation>
    </message>
    <message>
        <source>&amp;Leave it as it is</source>
        <translation>&amp;Оставить как есть</translation>
    </message>
    <message>
        <source>T&amp;ype “%1” to confirm</source>
        <translation>Вве&amp;дите «%1» для подтверждения</translation>
    </message>
    <message>
        <source>Type “%1” to confirm</source>
        <translation>Введите «%1» для подтверждения</translation>
    </message>
</context>
<context>
    <name>ui::JobChangesModel</name>
    <message>
        <source>Bet</source>
        <translation>Ставка</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>Партнёр</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
    <message>
        <source>What follows</source>
        <translation>Что дальше</translation>
    </message>
    <message>
        <source>is skipped</source>
        <translation>пропускается</translation>
    </message>
    <message>
        <source>the plan has to be made anew</source>
        <translation>план нужно составить заново</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::JobItemsModel</name>
    <message>
        <source>Bet</source>
        <translation>Ставка</translation>
    </message>
    <message>
        <source>Player</source>
        <translation>Игрок</translation>
    </message>
    <message>
        <source>From → To</source>
        <translation>Было → будет</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Изменение</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Почему</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>%1. Bet %2, %3, %4, %5</source>
        <extracomment>Read by a screen reader: %1 a state, %2 a bet&apos;s id, %3 a partner, %4 &quot;hold → refunded&quot;, %5 an amount</extracomment>
        <translation>%1. Ставка %2, %3, %4, %5</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Bet %1 at %2</source>
        <translation>Ставка %1, %2</translation>
    </message>
</context>
<context>
    <name>ui::JobPanel</name>
    <message>
        <source>All states</source>
        <translation>Все состояния</translation>
    </message>
    <message>
        <source>bets that lost too</source>
        <translation>включая проигравшие</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>автор %1</translation>
    </message>
    <message>
        <source>approved by %1</source>
        <translation>подтвердил %1</translation>
    </message>
    <message>
        <source>Progress: %1</source>
        <translation>Ход: %1</translation>
    </message>
    <message>
        <source>Solid: done. Crossed: failed. Dotted: in doubt. Empty: left.</source>
        <translation>Сплошное: готово. В клетку: ошибки. В точку: под вопросом. Пустое: осталось.</translation>
    </message>
    <message>
        <source>The bets could not be read (%1).</source>
        <translation>Ставки не прочитаны (%1).</translation>
    </message>
    <message>
        <source>Reading the bets…</source>
        <translation>Ставки читаются…</translation>
    </message>
    <message>
        <source>No bet of this job is in this state.</source>
        <translation>В этом состоянии ставок задания нет.</translation>
    </message>
    <message>
        <source>No bets in this job.</source>
        <translation>В этом задании ставок нет.</translation>
    </message>
    <message>
        <source>%1 of %2 bets read</source>
        <comment>of a job</comment>
        <translation>Прочитано ставок: %1 из %2</translation>
    </message>
    <message>
        <source>The plan could not be read (%1).</source>
        <translation>План не прочитан (%1).</translation>
    </message>
    <message>
        <source>Choose a job first.</source>
        <translation>Сначала выберите задание.</translation>
    </message>
    <message>
        <source>The command before has no answer yet.</source>
        <translation>На предыдущую команду ещё нет ответа.</translation>
    </message>
    <message>
        <source>&amp;Approve or reject…</source>
        <translation>Ре&amp;шение…</translation>
    </message>
    <message>
        <source>&amp;Withdraw…</source>
        <translation>Отоз&amp;вать…</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>Пау&amp;за</translation>
    </message>
    <message>
        <source>R&amp;esume…</source>
        <translation>&amp;Продолжить…</translation>
    </message>
    <message>
        <source>&amp;Stop…</source>
        <translation>&amp;Стоп…</translation>
    </message>
    <message>
        <source>Retry &amp;failed…</source>
        <translation>Повто&amp;рить ошибки…</translation>
    </message>
    <message>
        <source>Go on with the &amp;plan…</source>
        <translation>К п&amp;лану…</translation>
    </message>
    <message>
        <source>Save repor&amp;t…</source>
        <translation>О&amp;тчёт…</translation>
    </message>
    <message>
        <source>&amp;Bets</source>
        <translation>Ставк&amp;и</translation>
    </message>
    <message>
        <source>P&amp;lan</source>
        <translation>Пл&amp;ан</translation>
    </message>
    <message>
        <source>State of the bets that are shown</source>
        <translation>Состояние показанных ставок</translation>
    </message>
    <message>
        <source>Bets of the job</source>
        <translation>Ставки задания</translation>
    </message>
    <message>
        <source>Plan of the job</source>
        <translation>План задания</translation>
    </message>
</context>
<context>
    <name>ui::JobPlanModel</name>
    <message>
        <source>Will be refunded</source>
        <translation>Будет возвращено</translation>
    </message>
    <message>
        <source>Will be refunded (%1)</source>
        <translation>Будет возвращено (%1)</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Что произойдёт</translation>
    </message>
    <message>
        <source>By partner and currency</source>
        <translation>По партнёрам и валютам</translation>
    </message>
    <message>
        <source>Largest amounts</source>
        <translation>Самые крупные</translation>
    </message>
    <message>
        <source>Bet %1, player %2, %3</source>
        <translation>Ставка %1, игрок %2, %3</translation>
    </message>
    <message>
        <source>Look at twice</source>
        <translation>Присмотритесь</translation>
    </message>
    <message>
        <source>Players with more than one bet here: %1</source>
        <translation>Игроков с несколькими ставками: %1</translation>
    </message>
    <message>
        <source>Player %1 at %2 has %3, less than is taken back</source>
        <translation>У игрока %1 (%2) есть %3, это меньше, чем отбирается</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>Bets</source>
        <translation>Ставок</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Player %1 at %2 has %3, less than is taken back: the balance falls below zero</source>
        <translation>У игрока %1 в %2 %3 — меньше, чем забирают: баланс уйдёт ниже нуля</translation>
    </message>
    <message>
        <source>Player %1 at %2 has %3, less than is taken back: the rest becomes a debt</source>
        <translation>У игрока %1 в %2 %3 — меньше, чем забирают: остаток станет долгом</translation>
    </message>
    <message>
        <source>Player %1 at %2 has %3, less than is taken back: the partner may refuse</source>
        <translation>У игрока %1 в %2 %3 — меньше, чем забирают: партнёр может отказать</translation>
    </message>
</context>
<context>
    <name>ui::JobsDock</name>
    <message>
        <source>Jobs that run or wait</source>
        <translation>Задания, которые идут или ждут</translation>
    </message>
</context>
<context>
    <name>ui::JobsModel</name>
    <message>
        <source>Job</source>
        <translation>№</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход</translation>
    </message>
    <message>
        <source>Amount done / total</source>
        <translation>Сумма: готово / всего</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Автор</translation>
    </message>
    <message>
        <source>Approver</source>
        <translation>Подтвердил</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Начало</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Осталось</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>%1. %2: %3, %4, by %5</source>
        <extracomment>Read by a screen reader: %1 a state, %2 &quot;Refund job 88&quot;, %3 &quot;187 of 303 · …&quot;, %4 amounts, %5 a person</extracomment>
        <translation>%1. %2: %3, %4, автор %5</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::JobsPage</name>
    <message>
        <source>The job could not be read (%1).</source>
        <translation>Задание не прочитано (%1).</translation>
    </message>
    <message>
        <source>The service did not answer (%1). Look at the job&apos;s state before you press again.</source>
        <translation>Сервис не ответил (%1). Прежде чем нажать снова, посмотрите на состояние задания.</translation>
    </message>
    <message>
        <source>Not withdrawn: %1.</source>
        <translation>Не отозвано: %1.</translation>
    </message>
    <message>
        <source>Not paused: %1.</source>
        <translation>Пауза не поставлена: %1.</translation>
    </message>
    <message>
        <source>Not resumed: %1.</source>
        <translation>Не продолжено: %1.</translation>
    </message>
    <message>
        <source>Not stopped: %1.</source>
        <translation>Не остановлено: %1.</translation>
    </message>
    <message>
        <source>Not tried again: %1.</source>
        <translation>Не повторено: %1.</translation>
    </message>
    <message>
        <source>Offline. Jobs run on the service and are shown when the connection returns. Approvals cannot be given offline.</source>
        <translation>Нет связи. Задания выполняет сервис, они появятся, когда связь вернётся. Подтверждать без связи нельзя.</translation>
    </message>
    <message>
        <source>The service did not give its jobs (%1).</source>
        <translation>Сервис не отдал задания (%1).</translation>
    </message>
    <message>
        <source>Connecting. Jobs appear here.</source>
        <translation>Подключение. Здесь появятся задания.</translation>
    </message>
    <message>
        <source>No jobs yet. Refund or recalculate from a selection.</source>
        <translation>Заданий пока нет. Выберите ставки для возврата или раунд для пересчёта.</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Задания</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Повторить сейчас</translation>
    </message>
    <message>
        <source>Approve or reject…</source>
        <translation>Подтвердить или отклонить…</translation>
    </message>
    <message>
        <source>Withdraw the job…</source>
        <translation>Отозвать задание…</translation>
    </message>
    <message>
        <source>Pause the job</source>
        <translation>Поставить задание на паузу</translation>
    </message>
    <message>
        <source>Resume the job…</source>
        <translation>Продолжить задание…</translation>
    </message>
    <message>
        <source>Stop the job…</source>
        <translation>Остановить задание…</translation>
    </message>
    <message>
        <source>Retry what failed…</source>
        <translation>Повторить ошибки…</translation>
    </message>
    <message>
        <source>Save the job&apos;s report…</source>
        <translation>Сохранить отчёт задания…</translation>
    </message>
    <message>
        <source>Jobs &amp; approvals</source>
        <translation>Задания</translation>
    </message>
</context>
<context>
    <name>ui::JsonView</name>
    <message>
        <source>Ra&amp;w</source>
        <translation>&amp;Как есть</translation>
    </message>
    <message>
        <source>Show the bytes as they were sent and received</source>
        <translation>Показать байты так, как они были отправлены и получены</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>К&amp;опировать</translation>
    </message>
    <message>
        <source>Request and response</source>
        <translation>Запрос и ответ</translation>
    </message>
    <message>
        <source>Choose an attempt in the timeline.</source>
        <translation>Выберите попытку в истории.</translation>
    </message>
    <message>
        <source>%1, attempt %2</source>
        <translation>%1, попытка %2</translation>
    </message>
    <message>
        <source>← no complete answer</source>
        <translation>← полного ответа нет</translation>
    </message>
    <message>
        <source>&amp;Changes</source>
        <translation>&amp;Изменения</translation>
    </message>
    <message>
        <source>Show what changed since attempt %1</source>
        <translation>Показать, что изменилось с попытки %1</translation>
    </message>
    <message>
        <source>There is no attempt before this one.</source>
        <translation>До этой попытки другой не было.</translation>
    </message>
</context>
<context>
    <name>ui::LedgerModel</name>
    <message>
        <source>%1: %2</source>
        <comment>column header and value of a cell</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>an account and its amount</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Итого</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Операция</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Заморожено</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Списано</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Выплачено</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Возвращено</translation>
    </message>
</context>
<context>
    <name>ui::LedgerView</name>
    <message>
        <source>Ledger of the bet</source>
        <translation>Проводки по ставке</translation>
    </message>
    <message>
        <source>No money moved for this bet.</source>
        <translation>Деньги по этой ставке не двигались.</translation>
    </message>
    <message>
        <source>Balance %1: every entry has its counter-entry.</source>
        <translation>Баланс %1: у каждой проводки есть встречная.</translation>
    </message>
    <message>
        <source>Balance %1: the books do not add up. Report this bet.</source>
        <translation>Баланс %1: проводки не сходятся. Сообщите об этой ставке.</translation>
    </message>
    <message>
        <source>The money is in the books of %1. It has confirmed: held %2, paid %3, returned %4.</source>
        <extracomment>%1 a partner, %2 to %4 amounts</extracomment>
        <translation>Деньги ведутся в книгах %1. Подтверждено: заморожено %2, выплачено %3, возвращено %4.</translation>
    </message>
    <message>
        <source>What the last call came to is not counted in yet.</source>
        <translation>Исход последнего вызова ещё не учтён.</translation>
    </message>
    <message>
        <source>The ledger is not in events.</source>
        <translation>Проводок в событиях нет.</translation>
    </message>
</context>
<context>
    <name>ui::LinkBar</name>
    <message>
        <source>Connecting to the service…</source>
        <translation>Подключение к сервису…</translation>
    </message>
    <message>
        <source>You see cached bets up to %1.</source>
        <translation>Показаны ставки из кэша до %1.</translation>
    </message>
    <message>
        <source>The service is silent. Data as of %1.</source>
        <translation>Сервис молчит. Данные на %1.</translation>
    </message>
    <message>
        <source>Live feed broke; showing polled data every 5 s. Data as of %1.</source>
        <translation>Живой поток прервался; данные запрашиваются каждые 5 с. Данные на %1.</translation>
    </message>
    <message>
        <source>Offline since %1.</source>
        <translation>Нет связи с %1.</translation>
    </message>
    <message>
        <source>Refunds and recalculations are off until the connection returns.</source>
        <translation>Возвраты и пересчёты отключены, пока связь не вернётся.</translation>
    </message>
    <message>
        <source>Retrying in %1.</source>
        <translation>Новая попытка через %1.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock differs from the service&apos;s by %1.</source>
        <translation>Часы этого компьютера расходятся с часами сервиса на %1.</translation>
    </message>
    <message>
        <source>&amp;Retry now</source>
        <translation>&amp;Подключиться</translation>
    </message>
    <message>
        <source>You see bets as of %1 (%2 ago).</source>
        <translation>Ставки показаны на %1 (%2 назад).</translation>
    </message>
    <message>
        <source>Nothing of it can be changed.</source>
        <translation>Изменить в нём ничего нельзя.</translation>
    </message>
</context>
<context>
    <name>ui::LiveBetsPage</name>
    <message>
        <source>Live bets</source>
        <translation>Ставки в эфире</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Сбросить фильтр</translation>
    </message>
    <message>
        <source>Paused. Press Space to resume.</source>
        <translation>Пауза. Пробел — продолжить.</translation>
    </message>
    <message numerus="yes">
        <source>Paused. %n new bets are waiting. Press Space to resume.</source>
        <translation>
            <numerusform>Пауза. Ждёт %n новая ставка. Пробел — продолжить.</numerusform>
            <numerusform>Пауза. Ждут %n новые ставки. Пробел — продолжить.</numerusform>
            <numerusform>Пауза. Ждут %n новых ставок. Пробел — продолжить.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▼ %n new bets while you were reading. Press End to follow.</source>
        <translation>
            <numerusform>▼ Пока вы читали, пришла %n новая ставка. End — следить.</numerusform>
            <numerusform>▼ Пока вы читали, пришли %n новые ставки. End — следить.</numerusform>
            <numerusform>▼ Пока вы читали, пришло %n новых ставок. End — следить.</numerusform>
        </translation>
    </message>
    <message>
        <source>No bets match.</source>
        <translation>Подходящих ставок нет.</translation>
    </message>
    <message>
        <source>Connecting. The first bets appear here.</source>
        <translation>Подключение. Здесь появятся первые ставки.</translation>
    </message>
    <message>
        <source>Live view needs a connection, and nothing is cached yet.</source>
        <translation>Для живого списка нужна связь, а в кэше ещё ничего нет.</translation>
    </message>
    <message>
        <source>No bets yet.</source>
        <translation>Ставок пока нет.</translation>
    </message>
    <message>
        <source>The bet is on the clipboard as JSON.</source>
        <translation>Ставка скопирована как JSON.</translation>
    </message>
    <message>
        <source>The bet&apos;s id is on the clipboard.</source>
        <translation>Номер ставки скопирован.</translation>
    </message>
    <message>
        <source>&amp;Apply as filter: %1</source>
        <translation>&amp;Фильтровать: %1</translation>
    </message>
    <message>
        <source>A&amp;nd: %1</source>
        <translation>&amp;И: %1</translation>
    </message>
    <message>
        <source>And n&amp;ot: %1</source>
        <translation>И &amp;не: %1</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Подробности</translation>
    </message>
    <message>
        <source>&amp;Refund…</source>
        <translation>&amp;Возврат…</translation>
    </message>
    <message>
        <source>&amp;Mark or unmark</source>
        <translation>&amp;Отметить или снять отметку</translation>
    </message>
    <message>
        <source>Copy &amp;id</source>
        <translation>Копировать но&amp;мер</translation>
    </message>
    <message>
        <source>Copy &amp;JSON</source>
        <translation>Копировать &amp;JSON</translation>
    </message>
    <message>
        <source>Select at most %1 bets, or refund all that match a filter.</source>
        <translation>Выберите не больше %1 ставок или верните все, что подходят под фильтр.</translation>
    </message>
    <message>
        <source>Filter the list first: every bet of the service would match.</source>
        <translation>Сначала задайте фильтр: иначе подойдёт каждая ставка сервиса.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Refund %n selected bets…</source>
        <translation>
            <numerusform>Вернуть %n в&amp;ыбранную ставку…</numerusform>
            <numerusform>Вернуть %n в&amp;ыбранные ставки…</numerusform>
            <numerusform>Вернуть %n в&amp;ыбранных ставок…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Refund a&amp;ll %n matching bets…</source>
        <translation>
            <numerusform>Вернуть вс&amp;ю %n найденную ставку…</numerusform>
            <numerusform>Вернуть вс&amp;е %n найденные ставки…</numerusform>
            <numerusform>Вернуть вс&amp;е %n найденных ставок…</numerusform>
        </translation>
    </message>
    <message>
        <source>Showing 1 of %1 events. %2 skipped (kept in the log).</source>
        <translation>Показано 1 из %1 событий. Пропущено: %2 (остались в журнале).</translation>
    </message>
    <message>
        <source>No bet is known up to this moment.</source>
        <translation>До этого момента ни одной ставки не известно.</translation>
    </message>
</context>
<context>
    <name>ui::LogFilesModel</name>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Сдвиг</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Строки</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Первая</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Последняя</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Читается</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Прочитан</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::LogFilesView</name>
    <message>
        <source>Files of the review</source>
        <translation>Файлы разбора</translation>
    </message>
    <message>
        <source>S&amp;hift of its times</source>
        <translation>С&amp;двиг времени</translation>
    </message>
    <message>
        <source>For example −00:01:30.250</source>
        <translation>Например, −00:01:30.250</translation>
    </message>
    <message>
        <source>Shift of its times</source>
        <translation>Сдвиг времени</translation>
    </message>
    <message>
        <source>Shi&amp;ft</source>
        <translation>Сдви&amp;нуть</translation>
    </message>
    <message>
        <source>&amp;Close the file</source>
        <translation>&amp;Закрыть файл</translation>
    </message>
    <message>
        <source>A shift looks like −00:01:30.250: hours, minutes, seconds, at most ten years.</source>
        <translation>Сдвиг пишется как −00:01:30.250: часы, минуты, секунды, не больше десяти лет.</translation>
    </message>
</context>
<context>
    <name>ui::LogModel</name>
    <message>
        <source>Line</source>
        <translation>Строка</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Метка</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Событие</translation>
    </message>
    <message>
        <source>Bet</source>
        <translation>Ставка</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>Партнёр</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Статус</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>Line %1. %2</source>
        <extracomment>Screen reader. %1 number of the line, %2 what it says</extracomment>
        <translation>Строка %1. %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Lines of several files stand in order of time; SQL sorts them.</source>
        <translation>Строки нескольких файлов стоят по времени; отсортирует их SQL.</translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>This is no link to a bet; it is written betdesk://ENVIRONMENT/bet/PARTNER/BET.</source>
        <translation>Это не ссылка на ставку; она пишется так: betdesk://СРЕДА/bet/ПАРТНЁР/СТАВКА.</translation>
    </message>
    <message>
        <source>There is no bet %1 here.</source>
        <translation>Ставки %1 здесь нет.</translation>
    </message>
    <message>
        <source>The bet of the link could not be asked for: %1</source>
        <translation>Ставку по ссылке не удалось запросить: %1</translation>
    </message>
    <message>
        <source>The link is opened when the service answers.</source>
        <translation>Ссылка откроется, когда сервис ответит.</translation>
    </message>
    <message>
        <source>It leads into the environment %1, and this console shows %2 (%3). Open it in a console that is connected to the other one.</source>
        <translation>Она ведёт в среду %1, а эта консоль показывает %2 (%3). Откройте её в консоли, подключённой к той среде.</translation>
    </message>
    <message>
        <source>The link was not opened</source>
        <translation>Ссылка не открыта</translation>
    </message>
    <message>
        <source>This window shows the past already: move the slider above the lists.</source>
        <translation>Это окно уже показывает прошлое: двигайте ползунок над списками.</translation>
    </message>
</context>
<context>
    <name>ui::MarksModel</name>
    <message>
        <source>Line</source>
        <translation>Строка</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Теги</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>Чья</translation>
    </message>
    <message>
        <source>from the bundle</source>
        <translation>из пакета</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>ваша</translation>
    </message>
</context>
<context>
    <name>ui::MarksView</name>
    <message>
        <source>Marked lines</source>
        <translation>Помеченные строки</translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation>&amp;Теги</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>З&amp;аметка</translation>
    </message>
    <message>
        <source>Words between commas: asked, refund</source>
        <translation>Слова через запятую: спросили, возврат</translation>
    </message>
    <message>
        <source>What you found out about this line</source>
        <translation>Что выяснилось об этой строке</translation>
    </message>
    <message>
        <source>Tags of the line</source>
        <translation>Теги строки</translation>
    </message>
    <message>
        <source>Note on the line</source>
        <translation>Заметка к строке</translation>
    </message>
</context>
<context>
    <name>ui::MatchStrip</name>
    <message>
        <source>Overview of the whole file</source>
        <translation>Обзор всего файла</translation>
    </message>
    <message>
        <source>The whole file: errors at the left, what matches in the middle, marks at the right. A click goes there.</source>
        <translation>Весь файл: слева ошибки, посередине найденное, справа метки. Щелчок переходит туда.</translation>
    </message>
</context>
<context>
    <name>ui::MovesModel</name>
    <message>
        <source>%1, with another payout</source>
        <translation>%1, с другой выплатой</translation>
    </message>
    <message>
        <source>void, the stake goes back</source>
        <translation>аннулировано, ставка возвращается</translation>
    </message>
    <message>
        <source>Still open (settled with the new result)</source>
        <translation>Ещё открыты (новый результат)</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Без изменений</translation>
    </message>
    <message>
        <source>Refunded before (left alone)</source>
        <translation>Возвращены раньше</translation>
    </message>
    <message>
        <source>In doubt (put off)</source>
        <translation>Под вопросом (отложены)</translation>
    </message>
    <message>
        <source>Cannot be computed (needs your input)</source>
        <translation>Нельзя вычислить (нужны ваши данные)</translation>
    </message>
    <message>
        <source>Left alone: %1</source>
        <translation>Не трогаем: %1</translation>
    </message>
    <message>
        <source>%1 to pay</source>
        <translation>%1 выплатить</translation>
    </message>
    <message>
        <source>%1 to take back</source>
        <translation>%1 взыскать</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Что произойдёт</translation>
    </message>
    <message>
        <source>Bets</source>
        <translation>Ставки</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Деньги</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n bets, %2</source>
        <translation>
            <numerusform>%1: %n ставка, %2</numerusform>
            <numerusform>%1: %n ставки, %2</numerusform>
            <numerusform>%1: %n ставок, %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::NotesView</name>
    <message>
        <source>A note needs a connection.</source>
        <translation>Для заметки нужна связь.</translation>
    </message>
    <message>
        <source>Your role may not write notes.</source>
        <translation>Ваша роль не может писать заметки.</translation>
    </message>
    <message>
        <source>The note was not written: %1</source>
        <translation>Заметка не записана: %1</translation>
    </message>
    <message>
        <source>It stays in the audit log and can not be taken back.</source>
        <translation>Она останется в журнале аудита, забрать её нельзя.</translation>
    </message>
    <message>
        <source>Writing the note…</source>
        <translation>Заметка записывается…</translation>
    </message>
    <message>
        <source>Your role does not read the audit log.</source>
        <translation>Ваша роль не читает журнал аудита.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Загрузка…</translation>
    </message>
    <message>
        <source>Nothing is written about this bet.</source>
        <translation>Об этой ставке ничего не записано.</translation>
    </message>
    <message>
        <source>Audit log of the bet</source>
        <translation>Журнал аудита ставки</translation>
    </message>
    <message>
        <source>Write a note about this bet</source>
        <translation>Напишите заметку об этой ставке</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>&amp;Add note</source>
        <translation>&amp;Добавить заметку</translation>
    </message>
    <message>
        <source>This is the past: nothing of it can be changed.</source>
        <translation>Это прошлое: изменить в нём ничего нельзя.</translation>
    </message>
    <message>
        <source>The audit log is not in events.</source>
        <translation>Журнала аудита в событиях нет.</translation>
    </message>
    <message>
        <source>In the bundle: %1</source>
        <translation>В пакете: %1</translation>
    </message>
</context>
<context>
    <name>ui::OverviewPage</name>
    <message>
        <source>Offline. Numbers appear when the connection returns.</source>
        <translation>Нет связи. Числа появятся, когда она вернётся.</translation>
    </message>
    <message>
        <source>Offline. Numbers are as of %1 (%2 ago).</source>
        <translation>Нет связи. Числа на %1 (%2 назад).</translation>
    </message>
    <message>
        <source>Asking again.</source>
        <translation>Запрашиваем снова.</translation>
    </message>
    <message>
        <source>Retrying in %1.</source>
        <translation>Повтор через %1.</translation>
    </message>
    <message>
        <source>The service did not give its numbers (%1).</source>
        <translation>Сервис не сообщил чисел (%1).</translation>
    </message>
    <message>
        <source>Connecting. Numbers appear here.</source>
        <translation>Соединение. Числа появятся здесь.</translation>
    </message>
    <message>
        <source>Last checked %1.</source>
        <translation>Проверено в %1.</translation>
    </message>
    <message>
        <source>Nothing needs attention.</source>
        <translation>Ничто не требует внимания.</translation>
    </message>
    <message numerus="yes">
        <source>%n things need attention.</source>
        <translation>
            <numerusform>%n пункт требует внимания.</numerusform>
            <numerusform>%n пункта требуют внимания.</numerusform>
            <numerusform>%n пунктов требуют внимания.</numerusform>
        </translation>
    </message>
    <message>
        <source>Duration of calls: %1</source>
        <extracomment>Title of a chart. %1 a partner</extracomment>
        <translation>Длительность: %1</translation>
    </message>
    <message>
        <source>Duration of calls</source>
        <translation>Длительность вызовов</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Принято</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Отказ</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Не ушло</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>Под вопросом</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Операции</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Обзор</translation>
    </message>
    <message>
        <source>Failed, 7 days</source>
        <translation>Ошибки за 7 дней</translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation>Повторяются</translation>
    </message>
    <message>
        <source>Funds held &gt; 5 min</source>
        <translation>Заморожено &gt; 5 мин</translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>Ждут согласия</translation>
    </message>
    <message>
        <source>Calls per minute</source>
        <translation>Вызовы в минуту</translation>
    </message>
    <message>
        <source>Longest queue</source>
        <translation>Очередь, наибольшая</translation>
    </message>
    <message>
        <source>Partners</source>
        <translation>Партнёры</translation>
    </message>
    <message>
        <source>&amp;Retry now</source>
        <translation>&amp;Повторить сейчас</translation>
    </message>
    <message>
        <source>Connecting. Numbers are as of %1 (%2 ago).</source>
        <translation>Подключение. Числа на %1 (%2 назад).</translation>
    </message>
    <message>
        <source>As of %1. How partners answered and what waits is not in events.</source>
        <translation>На %1. Как отвечали партнёры и что ожидает, в событиях нет.</translation>
    </message>
</context>
<context>
    <name>ui::PageList</name>
    <message>
        <source>%1: %2</source>
        <extracomment>Screen reader. %1 title of a page, %2 what waits there</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Страницы</translation>
    </message>
</context>
<context>
    <name>ui::PartnerDialog</name>
    <message>
        <source>The service did not answer (%1). Look again before you press once more.</source>
        <translation>Сервис не ответил (%1). Посмотрите ещё раз, прежде чем нажимать снова.</translation>
    </message>
    <message>
        <source>Nothing was changed: %1.</source>
        <translation>Ничего не изменено: %1.</translation>
    </message>
    <message>
        <source>The partner&apos;s state is not known: %1.</source>
        <translation>Состояние партнёра неизвестно: %1.</translation>
    </message>
    <message>
        <source>Asking the service…</source>
        <translation>Запрос к сервису…</translation>
    </message>
    <message>
        <source>Suspended by %1 since %2: %3</source>
        <extracomment>%1 a person, %2 a time, %3 the reason given</extracomment>
        <translation>Приостановлен: %1, с %2: %3</translation>
    </message>
    <message>
        <source>Its players&apos; money is in this service&apos;s own ledger.</source>
        <translation>Деньги его игроков ведутся в журнале самого сервиса.</translation>
    </message>
    <message>
        <source>Calls go to it.</source>
        <translation>Вызовы к нему идут.</translation>
    </message>
    <message>
        <source>Calls are held back, because several failed running.</source>
        <translation>Вызовы придержаны: несколько подряд не удались.</translation>
    </message>
    <message>
        <source>One call goes to it as a trial, because several failed running.</source>
        <translation>К нему идёт один пробный вызов: несколько подряд не удались.</translation>
    </message>
    <message>
        <source>%1 % of the last calls failed.</source>
        <extracomment>%1 a share such as 12.5</extracomment>
        <translation>Не удалось %1 % последних вызовов.</translation>
    </message>
    <message>
        <source>%1 on their way, %2 waiting.</source>
        <extracomment>%1 and %2 numbers of calls</extracomment>
        <translation>В пути: %1, ждут: %2.</translation>
    </message>
    <message>
        <source>It last answered at %1.</source>
        <translation>Последний ответ: %1.</translation>
    </message>
    <message>
        <source>It has not answered since the service started.</source>
        <translation>С запуска сервиса ответов не было.</translation>
    </message>
    <message>
        <source>As of %1.</source>
        <translation>По состоянию на %1.</translation>
    </message>
    <message>
        <source>Its state is not known yet.</source>
        <translation>Его состояние пока неизвестно.</translation>
    </message>
    <message>
        <source>Write at least %1 characters of why.</source>
        <translation>Напишите причину: не меньше %1 знаков.</translation>
    </message>
    <message>
        <source>Once resumed, %1 takes new bets again.</source>
        <translation>После возобновления %1 снова принимает новые ставки.</translation>
    </message>
    <message>
        <source>While %1 is suspended, new bets are refused. What is in hand goes on: settlements, refunds and retries still reach it, and no money moves by this.</source>
        <translation>Пока %1 приостановлен, новые ставки отклоняются. Начатое продолжается: расчёты, возвраты и повторы до него доходят; само это действие денег не двигает.</translation>
    </message>
    <message>
        <source>&amp;Resume %1</source>
        <translation>&amp;Возобновить %1</translation>
    </message>
    <message>
        <source>&amp;Suspend %1</source>
        <translation>&amp;Приостановить %1</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Отправка…</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>Партнёр</translation>
    </message>
    <message>
        <source>Calls to %1</source>
        <extracomment>%1 a partner</extracomment>
        <translation>Вызовы к %1</translation>
    </message>
    <message>
        <source>&amp;Why</source>
        <translation>По&amp;чему</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>По&amp;смотреть ещё раз</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>ui::PartnerMoneyChart</name>
    <message>
        <source>Show as chart</source>
        <translation>Показать графиком</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Показать таблицей</translation>
    </message>
    <message>
        <source>Money to pay and to take back, by partner</source>
        <translation>Сколько выплатить и взыскать по партнёрам</translation>
    </message>
    <message>
        <source>Currency of the chart</source>
        <translation>Валюта графика</translation>
    </message>
</context>
<context>
    <name>ui::PartnerMoneyModel</name>
    <message>
        <source>Partner</source>
        <translation>Партнёр</translation>
    </message>
    <message>
        <source>Bets</source>
        <translation>Ставки</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>Выплатить</translation>
    </message>
    <message>
        <source>To take back</source>
        <translation>Взыскать</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Итого</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::PartnersModel</name>
    <message>
        <source>Suspended</source>
        <translation>Отключён</translation>
    </message>
    <message>
        <source>Breaker open</source>
        <translation>Разрыв</translation>
    </message>
    <message>
        <source>Breaker half open</source>
        <translation>Проба связи</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>Тихо</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>Сбои</translation>
    </message>
    <message>
        <source>Well</source>
        <translation>В порядке</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>Партнёр</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Errors, 5 min</source>
        <translation>Сбои, 5 мин</translation>
    </message>
    <message>
        <source>Last success</source>
        <translation>Успех</translation>
    </message>
    <message>
        <source>Calls, 1 h</source>
        <translation>Вызовы, 1 ч</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>В пути</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>Screen reader. %1 heading of a column, %2 the cell</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::QueryChips</name>
    <message>
        <source>Remove this condition</source>
        <translation>Убрать это условие</translation>
    </message>
    <message>
        <source>Remove the condition %1</source>
        <translation>Убрать условие %1</translation>
    </message>
</context>
<context>
    <name>ui::QueryField</name>
    <message>
        <source>Filter, for example status:failed partner:acme amount&gt;100 last:1h</source>
        <translation>Фильтр, например status:failed partner:acme amount&gt;100 last:1h</translation>
    </message>
    <message>
        <source>Filter of the bets</source>
        <translation>Фильтр ставок</translation>
    </message>
    <message>
        <source>Unknown field `%1`.</source>
        <translation>Неизвестное поле `%1`.</translation>
    </message>
    <message>
        <source>Unknown value `%1`.</source>
        <translation>Неизвестное значение `%1`.</translation>
    </message>
    <message>
        <source>`%1` is not a number.</source>
        <translation>`%1` — не число.</translation>
    </message>
    <message>
        <source>`%1` is not a duration such as 90s, 15m, 1h or 7d.</source>
        <translation>`%1` — не промежуток вида 90s, 15m, 1h или 7d.</translation>
    </message>
    <message>
        <source>A value is missing after `%1`.</source>
        <translation>После `%1` нет значения.</translation>
    </message>
    <message>
        <source>The quotation mark is not closed.</source>
        <translation>Кавычка не закрыта.</translation>
    </message>
    <message>
        <source>The parenthesis is not closed.</source>
        <translation>Скобка не закрыта.</translation>
    </message>
    <message>
        <source>Something is missing at the end.</source>
        <translation>В конце чего-то не хватает.</translation>
    </message>
    <message>
        <source>`%1` can not stand here.</source>
        <translation>`%1` здесь стоять не может.</translation>
    </message>
    <message>
        <source>The operator `%1` does not fit this field.</source>
        <translation>Оператор `%1` к этому полю не подходит.</translation>
    </message>
    <message>
        <source>The filter is too long.</source>
        <translation>Фильтр слишком длинный.</translation>
    </message>
    <message>
        <source>Did you mean `%1`?</source>
        <translation>Возможно, `%1`?</translation>
    </message>
    <message>
        <source>Position %1: %2</source>
        <extracomment>%1 a number, %2 the error as a sentence</extracomment>
        <translation>Позиция %1: %2</translation>
    </message>
</context>
<context>
    <name>ui::RecalculationWizard</name>
    <message>
        <source>Other (write at least 10 characters)</source>
        <translation>Другое (не меньше 10 символов)</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>Выберите причину</translation>
    </message>
    <message>
        <source>&amp;Back to the rounds</source>
        <translation>&amp;К раундам</translation>
    </message>
    <message>
        <source>What is filled in stays; the round brings you back here.</source>
        <translation>Введённое сохранится; из раунда сюда можно вернуться.</translation>
    </message>
    <message>
        <source>Correct &amp;result</source>
        <translation>Верный &amp;результат</translation>
    </message>
    <message>
        <source>Correct result</source>
        <translation>Верный результат</translation>
    </message>
    <message>
        <source>R&amp;eason</source>
        <translation>Пр&amp;ичина</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>&amp;Which reason</source>
        <translation>К&amp;акая причина</translation>
    </message>
    <message>
        <source>Other reason, at least 10 characters</source>
        <translation>Другая причина, не меньше 10 символов</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Заявка</translation>
    </message>
    <message>
        <source>What happens to the bets</source>
        <translation>Что произойдёт со ставками</translation>
    </message>
    <message>
        <source>Preview with these &amp;outcomes</source>
        <translation>План с этими исхода&amp;ми</translation>
    </message>
    <message>
        <source>&amp;Change result or reason</source>
        <translation>Изм&amp;енить результат или причину</translation>
    </message>
    <message>
        <source>Preview a&amp;gain</source>
        <translation>&amp;Обновить план</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>О&amp;тозвать</translation>
    </message>
    <message>
        <source>Open the &amp;job</source>
        <translation>Открыть за&amp;дание</translation>
    </message>
    <message>
        <source>Recalculate a&amp;gain</source>
        <translation>Пересчитать &amp;снова</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Закрыть</translation>
    </message>
    <message>
        <source>Recalculate round %1</source>
        <translation>Пересчёт раунда %1</translation>
    </message>
    <message>
        <source>The round has no result yet.</source>
        <translation>У раунда ещё нет результата.</translation>
    </message>
    <message>
        <source>Recorded result: %1, version %2.</source>
        <extracomment>%1 a result, %2 its version</extracomment>
        <translation>Записан результат: %1, версия %2.</translation>
    </message>
    <message>
        <source>By %1 at %2, source: %3.</source>
        <extracomment>%1 a person or a game, %2 a time, %3 where it comes from</extracomment>
        <translation>Автор %1, %2, источник: %3.</translation>
    </message>
    <message>
        <source>A recalculation is needed: %1.</source>
        <translation>Нужен пересчёт: %1.</translation>
    </message>
    <message>
        <source>Step 1 of 3: the correct result and the reason</source>
        <translation>Шаг 1 из 3: верный результат и причина</translation>
    </message>
    <message>
        <source>Step 2 of 3: what would happen; nothing has moved yet</source>
        <translation>Шаг 2 из 3: что произойдёт; пока ничего не двигалось</translation>
    </message>
    <message>
        <source>Step 3 of 3: a second person decides</source>
        <translation>Шаг 3 из 3: решает второй человек</translation>
    </message>
    <message>
        <source>&amp;Ticket</source>
        <translation>За&amp;явка</translation>
    </message>
    <message>
        <source>&amp;Ticket (optional)</source>
        <translation>За&amp;явка (необязательно)</translation>
    </message>
    <message>
        <source>This is already the recorded result. Bets that were settled by another one are put right.</source>
        <translation>Этот результат уже записан. Ставки, рассчитанные по другому, будут исправлены.</translation>
    </message>
    <message>
        <source>The official result is %1, posted by %2.</source>
        <extracomment>%1 a result, %2 a person</extracomment>
        <translation>Официальный результат: %1, внёс %2.</translation>
    </message>
    <message>
        <source>The service reads the bets of the round, %1 so far. Nothing moves.</source>
        <translation>Служба читает ставки раунда, пока %1. Ничего не двигается.</translation>
    </message>
    <message>
        <source>The service reads the bets of the round. Nothing moves.</source>
        <translation>Служба читает ставки раунда. Ничего не двигается.</translation>
    </message>
    <message>
        <source>Previewing…</source>
        <translation>Готовим план…</translation>
    </message>
    <message>
        <source>&amp;Preview</source>
        <translation>Показать п&amp;лан</translation>
    </message>
    <message>
        <source>The round gets its first result: %1.</source>
        <translation>Раунд получит первый результат: %1.</translation>
    </message>
    <message>
        <source>%1 → %2. Pay-outs come first, take-backs after.</source>
        <translation>%1 → %2. Сначала выплаты, потом взыскания.</translation>
    </message>
    <message>
        <source>This preview was valid until %1.</source>
        <translation>План действовал до %1.</translation>
    </message>
    <message numerus="yes">
        <source>This preview is valid for round version %1 until %2, %n min.</source>
        <translation>
            <numerusform>План действует для версии %1 раунда до %2, ещё %n мин.</numerusform>
            <numerusform>План действует для версии %1 раунда до %2, ещё %n мин.</numerusform>
            <numerusform>План действует для версии %1 раунда до %2, ещё %n мин.</numerusform>
        </translation>
    </message>
    <message>
        <source>T&amp;ype the round and the new result: %1</source>
        <translation>&amp;Введите раунд и новый результат: %1</translation>
    </message>
    <message>
        <source>Type the round and the new result: %1</source>
        <translation>Введите раунд и новый результат: %1</translation>
    </message>
    <message>
        <source>Send for approval</source>
        <translation>На подтверждение</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Отправляем…</translation>
    </message>
    <message>
        <source>Preview with these outcomes first.</source>
        <translation>Сначала обновите план с этими исходами.</translation>
    </message>
    <message>
        <source>Enter and Space do not send. Click the button, or press Ctrl+Enter on it.</source>
        <translation>Enter и пробел не отправляют. Нажмите кнопку мышью или Ctrl+Enter на ней.</translation>
    </message>
</context>
<context>
    <name>ui::ReconciliationDialog</name>
    <message>
        <source>Choose the partner.</source>
        <translation>Выберите партнёра.</translation>
    </message>
    <message>
        <source>The time ends before it begins.</source>
        <translation>Конец времени раньше начала.</translation>
    </message>
    <message>
        <source>The list cannot be from the future.</source>
        <translation>Список не может быть из будущего.</translation>
    </message>
    <message>
        <source>Choose the partner&apos;s file.</source>
        <translation>Выберите файл партнёра.</translation>
    </message>
    <message>
        <source>The currency has three letters, such as EUR.</source>
        <translation>У валюты три буквы, например EUR.</translation>
    </message>
    <message>
        <source>The partner&apos;s list</source>
        <translation>Список партнёра</translation>
    </message>
    <message>
        <source>Lists (*.csv *.json *.jsonl *.txt)</source>
        <translation>Списки (*.csv *.json *.jsonl *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Все файлы (*)</translation>
    </message>
    <message>
        <source>Not begun (%1).</source>
        <translation>Не начато (%1).</translation>
    </message>
    <message numerus="yes">
        <source>Nothing was sent: %1 has %n mistakes.</source>
        <translation>
            <numerusform>Ничего не отправлено: в %1 %n ошибка.</numerusform>
            <numerusform>Ничего не отправлено: в %1 %n ошибки.</numerusform>
            <numerusform>Ничего не отправлено: в %1 %n ошибок.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. Nothing is compared.</source>
        <translation>Отменено. Ничего не сравнивается.</translation>
    </message>
    <message>
        <source>The service did not take the list (%1). Nothing is compared.</source>
        <translation>Сервис не принял список (%1). Ничего не сравнивается.</translation>
    </message>
    <message>
        <source>%1 cannot be read (%2).</source>
        <translation>%1 не читается (%2).</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Строка %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… и ещё %n.</numerusform>
            <numerusform>… и ещё %n.</numerusform>
            <numerusform>… и ещё %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Asking the service to pull the list…</source>
        <translation>Сервису поручается запросить список…</translation>
    </message>
    <message>
        <source>Checking the file: %1 of %2…</source>
        <translation>Проверка файла: %1 из %2…</translation>
    </message>
    <message numerus="yes">
        <source>%n rows are sent. The service does not answer; it is tried again.</source>
        <translation>
            <numerusform>Отправлена %n строка. Сервис не отвечает; попытка повторяется.</numerusform>
            <numerusform>Отправлены %n строки. Сервис не отвечает; попытка повторяется.</numerusform>
            <numerusform>Отправлено %n строк. Сервис не отвечает; попытка повторяется.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows are sent…</source>
        <translation>
            <numerusform>Отправлена %n строка…</numerusform>
            <numerusform>Отправлены %n строки…</numerusform>
            <numerusform>Отправлено %n строк…</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Отмена</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Закрыть</translation>
    </message>
    <message>
        <source>Compare with a partner</source>
        <translation>Сверка с партнёром</translation>
    </message>
    <message>
        <source>Our bets are compared with the partner&apos;s list, bet by bet. Nothing is moved or repaired.</source>
        <translation>Наши ставки сравниваются со списком партнёра, ставка за ставкой. Ничего не переводится и не исправляется.</translation>
    </message>
    <message>
        <source>&amp;Partner</source>
        <translation>&amp;Партнёр</translation>
    </message>
    <message>
        <source>Bets made fro&amp;m</source>
        <translation>Ставки &amp;с</translation>
    </message>
    <message>
        <source>&amp;to (not included)</source>
        <translation>&amp;до (не включая)</translation>
    </message>
    <message>
        <source>&amp;List</source>
        <translation>Спис&amp;ок</translation>
    </message>
    <message>
        <source>From a file, CSV or JSON</source>
        <translation>Из файла, CSV или JSON</translation>
    </message>
    <message>
        <source>Pulled from the partner by the service</source>
        <translation>Сервис запросит его у партнёра</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Файл</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>В&amp;ыбрать…</translation>
    </message>
    <message>
        <source>List ma&amp;de at</source>
        <translation>Список сост&amp;авлен</translation>
    </message>
    <message>
        <source>What moved later is pending, and no exception.</source>
        <translation>Что изменилось позже — «в движении», а не расхождение.</translation>
    </message>
    <message>
        <source>C&amp;urrency</source>
        <translation>Вал&amp;юта</translation>
    </message>
    <message>
        <source>only if the file names none</source>
        <translation>только если в файле её нет</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход отправки</translation>
    </message>
    <message>
        <source>Mistakes in the file</source>
        <translation>Ошибки в файле</translation>
    </message>
    <message>
        <source>Com&amp;pare</source>
        <translation>С&amp;равнить</translation>
    </message>
</context>
<context>
    <name>ui::ReconciliationPage</name>
    <message>
        <source>Choose a run that has not ended.</source>
        <translation>Выберите незавершённую сверку.</translation>
    </message>
    <message>
        <source>One thing after the other.</source>
        <translation>По одному делу за раз.</translation>
    </message>
    <message>
        <source>Choose a run.</source>
        <translation>Выберите сверку.</translation>
    </message>
    <message>
        <source>A file is being saved.</source>
        <translation>Файл сохраняется.</translation>
    </message>
    <message>
        <source>Off until the connection returns.</source>
        <translation>Недоступно, пока нет связи.</translation>
    </message>
    <message>
        <source>Choose a difference.</source>
        <translation>Выберите расхождение.</translation>
    </message>
    <message>
        <source>The bet is still moving: there is nothing to accept.</source>
        <translation>Ставка ещё в движении: принимать нечего.</translation>
    </message>
    <message>
        <source>%1 has accepted it.</source>
        <translation>%1: уже принято.</translation>
    </message>
    <message>
        <source>The run was not given up (%1).</source>
        <translation>Сверка не прервана (%1).</translation>
    </message>
    <message>
        <source>Accepted: bet %1.</source>
        <translation>Принято: ставка %1.</translation>
    </message>
    <message>
        <source>The bet could not be read (%1).</source>
        <translation>Ставку не удалось прочитать (%1).</translation>
    </message>
    <message>
        <source>Save the differences</source>
        <translation>Сохранить расхождения</translation>
    </message>
    <message>
        <source>Table, CSV (*.csv)</source>
        <translation>Таблица, CSV (*.csv)</translation>
    </message>
    <message numerus="yes">
        <source>Saved as %1: %n rows.</source>
        <translation>
            <numerusform>Сохранено как %1: %n строка.</numerusform>
            <numerusform>Сохранено как %1: %n строки.</numerusform>
            <numerusform>Сохранено как %1: %n строк.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. No file was written.</source>
        <translation>Отменено. Файл не записан.</translation>
    </message>
    <message>
        <source>Not saved: the service did not give the differences (%1).</source>
        <translation>Не сохранено: сервис не отдал расхождения (%1).</translation>
    </message>
    <message>
        <source>Not saved: %1 cannot be written (%2).</source>
        <translation>Не сохранено: %1 не записывается (%2).</translation>
    </message>
    <message>
        <source>Reconciliation needs a connection.</source>
        <translation>Для сверки нужна связь.</translation>
    </message>
    <message>
        <source>The service did not give its runs (%1). F5 asks again.</source>
        <translation>Сервис не отдал сверки (%1). F5 — спросить снова.</translation>
    </message>
    <message>
        <source>Reading the runs…</source>
        <translation>Чтение сверок…</translation>
    </message>
    <message>
        <source>No bets have been compared with a partner&apos;s list yet. “New” begins.</source>
        <translation>Ставки ещё не сравнивались со списком партнёра. Начать — «Новая».</translation>
    </message>
    <message>
        <source>Choose a run to see what it found.</source>
        <translation>Выберите сверку, чтобы увидеть найденное.</translation>
    </message>
    <message>
        <source>The service did not give the differences (%1). F5 asks again.</source>
        <translation>Сервис не отдал расхождения (%1). F5 — спросить снова.</translation>
    </message>
    <message>
        <source>Differences are shown when the connection returns.</source>
        <translation>Расхождения появятся, когда вернётся связь.</translation>
    </message>
    <message>
        <source>Reading what was found…</source>
        <translation>Чтение найденного…</translation>
    </message>
    <message>
        <source>No difference of this class and age. Esc shows all.</source>
        <translation>Нет расхождений такого класса и возраста. Esc — показать все.</translation>
    </message>
    <message>
        <source>Nothing has been found so far.</source>
        <translation>Пока ничего не найдено.</translation>
    </message>
    <message>
        <source>No differences. Both sides agree.</source>
        <translation>Расхождений нет. Стороны сходятся.</translation>
    </message>
    <message>
        <source>Reconciliation</source>
        <translation>Сверка</translation>
    </message>
    <message>
        <source>Every class</source>
        <translation>Все классы</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 a class of differences, %2 how many there are</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Our bets against a partner&apos;s list, bet by bet.</source>
        <translation>Наши ставки против списка партнёра, ставка за ставкой.</translation>
    </message>
    <message numerus="yes">
        <source>Saving: %n rows so far…</source>
        <translation>
            <numerusform>Сохранение: пока %n строка…</numerusform>
            <numerusform>Сохранение: пока %n строки…</numerusform>
            <numerusform>Сохранение: пока %n строк…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differences read; more when you scroll down.</source>
        <translation>
            <numerusform>Прочитано %n расхождение; остальные — при прокрутке вниз.</numerusform>
            <numerusform>Прочитано %n расхождения; остальные — при прокрутке вниз.</numerusform>
            <numerusform>Прочитано %n расхождений; остальные — при прокрутке вниз.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differences.</source>
        <translation>
            <numerusform>%n расхождение.</numerusform>
            <numerusform>%n расхождения.</numerusform>
            <numerusform>%n расхождений.</numerusform>
        </translation>
    </message>
    <message>
        <source>Rows in the list</source>
        <translation>Строк в списке</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Сверки</translation>
    </message>
    <message>
        <source>Differences that the chosen run found</source>
        <translation>Расхождения выбранной сверки</translation>
    </message>
    <message>
        <source>Both sides of the chosen difference</source>
        <translation>Обе стороны выбранного расхождения</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Класс</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Возраст</translation>
    </message>
    <message>
        <source>Accepted or not</source>
        <translation>Принято или нет</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Отмена</translation>
    </message>
    <message>
        <source>&amp;New…</source>
        <translation>&amp;Новая…</translation>
    </message>
    <message>
        <source>&amp;Give up</source>
        <translation>Прер&amp;вать</translation>
    </message>
    <message>
        <source>&amp;Save as CSV…</source>
        <translation>Сохранить &amp;CSV…</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>Под&amp;робно</translation>
    </message>
    <message>
        <source>&amp;Accept…</source>
        <translation>При&amp;нять…</translation>
    </message>
    <message>
        <source>Compare bets with a partner&apos;s list…</source>
        <translation>Сверить ставки со списком партнёра…</translation>
    </message>
    <message>
        <source>Give the chosen run up</source>
        <translation>Прервать выбранную сверку</translation>
    </message>
    <message>
        <source>Save the differences as CSV…</source>
        <translation>Сохранить расхождения как CSV…</translation>
    </message>
    <message>
        <source>Details of the bet</source>
        <translation>Подробно о ставке</translation>
    </message>
    <message>
        <source>Accept the difference, with a reason…</source>
        <translation>Принять расхождение с причиной…</translation>
    </message>
    <message>
        <source>Make the operation that the difference calls for…</source>
        <translation>Создать операцию, которой требует расхождение…</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>Не принято</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Принято</translation>
    </message>
    <message>
        <source>Any age</source>
        <translation>Любой возраст</translation>
    </message>
</context>
<context>
    <name>ui::ReconciliationsModel</name>
    <message>
        <source>Run</source>
        <translation>Сверка</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>Партнёр</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыто</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>Сравнено</translation>
    </message>
    <message>
        <source>Bets made</source>
        <translation>Ставки сделаны</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Список</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Автор</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Начата</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, %2, %3: %4</source>
        <extracomment>Read by a screen reader: %1 &quot;rec-3&quot;, %2 a partner, %3 a state, %4 &quot;1 000 bets compared · …&quot;</extracomment>
        <translation>%1, %2, %3: %4</translation>
    </message>
    <message>
        <source>Exceptions that nobody has accepted</source>
        <translation>Расхождения, которые никто не принял</translation>
    </message>
</context>
<context>
    <name>ui::RefundDialog</name>
    <message>
        <source>Preview a&amp;gain</source>
        <translation>П&amp;роверить снова</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Открыть</translation>
    </message>
    <message>
        <source>As&amp;k the partner</source>
        <translation>&amp;Спросить партнёра</translation>
    </message>
    <message>
        <source>Sends the open call again with the same key; the partner answers what it did.</source>
        <translation>Отправляет незавершённый вызов снова с тем же ключом; партнёр отвечает, что он сделал.</translation>
    </message>
    <message>
        <source>&amp;Stop trying</source>
        <translation>Пре&amp;кратить попытки</translation>
    </message>
    <message>
        <source>As&amp;k the partner now</source>
        <translation>&amp;Спросить партнёра сейчас</translation>
    </message>
    <message>
        <source>Click, or press Ctrl+Enter while this button has the focus.</source>
        <translation>Щёлкните или нажмите Ctrl+Enter, когда кнопка в фокусе.</translation>
    </message>
    <message>
        <source>Refund bet</source>
        <translation>Возврат ставки</translation>
    </message>
    <message>
        <source>Asking for the state of the bet…</source>
        <translation>Запрашивается состояние ставки…</translation>
    </message>
    <message>
        <source>Refund bet %1</source>
        <translation>Возврат ставки %1</translation>
    </message>
    <message>
        <source>%1 goes back to player %2 at %3. A refund cannot be taken back from this console.</source>
        <extracomment>%1 money, %2 a player&apos;s id, %3 a partner&apos;s id</extracomment>
        <translation>%1 вернётся игроку %2 у партнёра %3. Отменить возврат из этой консоли нельзя.</translation>
    </message>
    <message numerus="yes">
        <source>State checked %n s ago.</source>
        <translation>
            <numerusform>Состояние проверено %n с назад.</numerusform>
            <numerusform>Состояние проверено %n с назад.</numerusform>
            <numerusform>Состояние проверено %n с назад.</numerusform>
        </translation>
    </message>
    <message>
        <source>Asking again…</source>
        <translation>Повторный запрос…</translation>
    </message>
    <message numerus="yes">
        <source>State checked %n s ago: too old to refund on.</source>
        <translation>
            <numerusform>Состояние проверено %n с назад: для возврата это слишком давно.</numerusform>
            <numerusform>Состояние проверено %n с назад: для возврата это слишком давно.</numerusform>
            <numerusform>Состояние проверено %n с назад: для возврата это слишком давно.</numerusform>
        </translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Запрос партнёру %1…</translation>
    </message>
    <message>
        <source>The partner could not be asked: %1</source>
        <translation>Спросить партнёра не удалось: %1</translation>
    </message>
    <message>
        <source>Sending refund to %1, attempt %2 of %3…</source>
        <translation>Возврат отправляется партнёру %1, попытка %2 из %3…</translation>
    </message>
    <message>
        <source>Sending refund to %1, attempt %2…</source>
        <translation>Возврат отправляется партнёру %1, попытка %2…</translation>
    </message>
    <message>
        <source>%1 Next try in %2 s.</source>
        <extracomment>%1 is a sentence such as &quot;HTTP 503.&quot;</extracomment>
        <translation>%1 Следующая попытка через %2 с.</translation>
    </message>
    <message>
        <source>The refund is on its way, so this window stays. Stop trying first, or wait for the end.</source>
        <translation>Возврат уже отправлен, поэтому окно не закрывается. Сначала прекратите попытки или дождитесь конца.</translation>
    </message>
    <message>
        <source>This window stays open until the refund has an end.</source>
        <translation>Окно остаётся открытым до конца возврата.</translation>
    </message>
    <message>
        <source>Refunded. %1 confirmed %2 at %3 (request %4).</source>
        <translation>Возвращено. Партнёр %1 подтвердил %2 в %3 (запрос %4).</translation>
    </message>
    <message>
        <source>%1 is back with the player.</source>
        <translation>%1 снова у игрока.</translation>
    </message>
    <message>
        <source>Nothing more to do.</source>
        <translation>Больше ничего делать не нужно.</translation>
    </message>
    <message>
        <source>No money moved.</source>
        <translation>Деньги не двигались.</translation>
    </message>
    <message>
        <source>Look at the bet before you try again.</source>
        <translation>Посмотрите на ставку, прежде чем пробовать снова.</translation>
    </message>
    <message>
        <source>Preview again when the cause is gone.</source>
        <translation>Проверьте снова, когда причина исчезнет.</translation>
    </message>
    <message>
        <source>Asking %1 again with the same request (%2)…</source>
        <translation>Партнёр %1 запрашивается снова тем же запросом (%2)…</translation>
    </message>
    <message>
        <source>The same request (%1) goes out again until its end is certain. You can close this window.</source>
        <translation>Тот же запрос (%1) отправляется снова, пока исход не станет ясен. Окно можно закрыть.</translation>
    </message>
    <message>
        <source>%1 may or may not have gone back to the player.</source>
        <translation>%1 могли вернуться игроку, а могли и не вернуться.</translation>
    </message>
    <message>
        <source>Refund %1</source>
        <translation>Вернуть %1</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a button that wakes in %2 seconds</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Enter and Space do not move money. Click the button, or press Ctrl+Enter on it.</source>
        <translation>Enter и пробел деньги не двигают. Щёлкните по кнопке или нажмите на ней Ctrl+Enter.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Закрыть</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Отмена</translation>
    </message>
    <message>
        <source>Send for a&amp;pproval…</source>
        <translation>На по&amp;дтверждение…</translation>
    </message>
    <message>
        <source>Makes a job of this one bet, which a second person approves.</source>
        <translation>Создаёт задание из одной этой ставки, его подтверждает второй человек.</translation>
    </message>
    <message>
        <source>Draft: refund bet %1</source>
        <translation>Черновик: возврат ставки %1</translation>
    </message>
    <message>
        <source>The bet as it was at %1: %2. When the connection returns it is previewed anew, and you confirm what is true then. Nothing is sent by itself.</source>
        <translation>Ставка, какой она была в %1: %2. Когда связь вернётся, она будет проверена заново, и вы подтвердите то, что верно тогда. Само ничего не отправится.</translation>
    </message>
    <message>
        <source>%1 answers now, and this draft was prepared in %2. It is not previewed here; it waits for %2.</source>
        <translation>Сейчас отвечает %1, а этот черновик подготовлен в %2. Здесь он не проверяется и ждёт %2.</translation>
    </message>
</context>
<context>
    <name>ui::RefundForm</name>
    <message>
        <source>Choose a reason</source>
        <translation>Выберите причину</translation>
    </message>
    <message>
        <source>&amp;Amount, %1</source>
        <translation>&amp;Сумма, %1</translation>
    </message>
    <message>
        <source>&amp;Amount</source>
        <translation>&amp;Сумма</translation>
    </message>
    <message>
        <source>R&amp;eason</source>
        <translation>При&amp;чина</translation>
    </message>
    <message>
        <source>&amp;Which reason</source>
        <translation>Ка&amp;кая причина</translation>
    </message>
    <message>
        <source>&amp;Ticket</source>
        <translation>&amp;Заявка</translation>
    </message>
    <message>
        <source>&amp;Ticket (optional)</source>
        <translation>&amp;Заявка (если есть)</translation>
    </message>
    <message>
        <source>T&amp;ype the amount to confirm</source>
        <translation>В&amp;ведите сумму для подтверждения</translation>
    </message>
    <message>
        <source>T&amp;ype %1 to confirm</source>
        <translation>В&amp;ведите %1 для подтверждения</translation>
    </message>
    <message>
        <source>Amount to refund</source>
        <translation>Сумма возврата</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Other reason, at least 10 characters</source>
        <translation>Другая причина, не менее 10 знаков</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Заявка</translation>
    </message>
    <message>
        <source>Type the amount to confirm</source>
        <translation>Введите сумму для подтверждения</translation>
    </message>
    <message>
        <source>Choose a reason.</source>
        <translation>Выберите причину.</translation>
    </message>
    <message numerus="yes">
        <source>Write the reason in at least %n characters.</source>
        <translation>
            <numerusform>Опишите причину не менее чем %n знаком.</numerusform>
            <numerusform>Опишите причину не менее чем %n знаками.</numerusform>
            <numerusform>Опишите причину не менее чем %n знаками.</numerusform>
        </translation>
    </message>
    <message>
        <source>Write the ticket: production asks for one.</source>
        <translation>Впишите заявку: в боевой среде она обязательна.</translation>
    </message>
    <message>
        <source>Type %1 to confirm.</source>
        <translation>Введите %1 для подтверждения.</translation>
    </message>
</context>
<context>
    <name>ui::RelatedView</name>
    <message>
        <source>This bet belongs to no round.</source>
        <translation>Эта ставка не относится ни к какому раунду.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Загрузка…</translation>
    </message>
    <message>
        <source>The service did not answer (%1).</source>
        <translation>Сервис не ответил (%1).</translation>
    </message>
    <message>
        <source>No other bets.</source>
        <translation>Других ставок нет.</translation>
    </message>
    <message numerus="yes">
        <source>The newest %n other bets; there are more.</source>
        <translation>
            <numerusform>Самая новая %n другая ставка; есть ещё.</numerusform>
            <numerusform>Самые новые %n другие ставки; есть ещё.</numerusform>
            <numerusform>Самые новые %n других ставок; есть ещё.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other bets.</source>
        <translation>
            <numerusform>%n другая ставка.</numerusform>
            <numerusform>%n другие ставки.</numerusform>
            <numerusform>%n других ставок.</numerusform>
        </translation>
    </message>
    <message>
        <source>Same round</source>
        <translation>Тот же раунд</translation>
    </message>
    <message>
        <source>Same player, 10 minutes before and after</source>
        <translation>Тот же игрок, 10 минут до и после</translation>
    </message>
    <message>
        <source>Which bets are related</source>
        <translation>Какие ставки показать</translation>
    </message>
    <message>
        <source>Related bets</source>
        <translation>Связанные ставки</translation>
    </message>
    <message>
        <source>This bet is in no group of failures.</source>
        <translation>Эта ставка не входит ни в одну группу сбоев.</translation>
    </message>
    <message>
        <source>Same failure</source>
        <translation>Тот же сбой</translation>
    </message>
</context>
<context>
    <name>ui::ReportBar</name>
    <message>
        <source>Save report</source>
        <translation>Сохранить отчёт</translation>
    </message>
    <message>
        <source>Table, CSV (*.csv)</source>
        <translation>Таблица, CSV (*.csv)</translation>
    </message>
    <message>
        <source>JSON, one line a bet (*.jsonl)</source>
        <translation>JSON, по строке на ставку (*.jsonl)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Сохранено: %1.</translation>
    </message>
    <message>
        <source>Cancelled. No file was written.</source>
        <translation>Отменено. Файл не записан.</translation>
    </message>
    <message>
        <source>Not saved: the service did not give the report (%1).</source>
        <translation>Не сохранено: сервис не отдал отчёт (%1).</translation>
    </message>
    <message>
        <source>Not saved: %1 cannot be written (%2).</source>
        <translation>Не сохранено: %1 не записывается (%2).</translation>
    </message>
    <message>
        <source>Saving the report: %1 of %2 bets…</source>
        <translation>Отчёт сохраняется, ставок: %1 из %2…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Скрыть</translation>
    </message>
    <message>
        <source>more rows than your role may export; ask a manager</source>
        <translation>строк больше, чем можно выгрузить с вашей ролью; попросите менеджера</translation>
    </message>
</context>
<context>
    <name>ui::ResolveDialog</name>
    <message>
        <source>Choose what happened.</source>
        <translation>Выберите, что произошло.</translation>
    </message>
    <message>
        <source>Write where the evidence is: a line of the bookmaker&apos;s statement, a ticket.</source>
        <translation>Напишите, где доказательство: строка выписки букмекера, заявка.</translation>
    </message>
    <message>
        <source>Write at least %1 characters of why.</source>
        <translation>Напишите причину, не меньше %1 символов.</translation>
    </message>
    <message>
        <source>Not sent: %1 Nothing was changed.</source>
        <translation>Не отправлено: %1 Ничего не изменено.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Отправка…</translation>
    </message>
    <message>
        <source>Resolve an operation in doubt</source>
        <translation>Решить операцию под вопросом</translation>
    </message>
    <message>
        <source>What did the last call of bet %1 come to?</source>
        <translation>Чем закончился последний вызов по ставке %1?</translation>
    </message>
    <message>
        <source>You say what the evidence shows. Nothing is sent to %1 and no money moves here: once a second person agrees, the bet is closed as if the bookmaker had answered so.</source>
        <translation>Вы говорите, что показывает доказательство. К %1 ничего не отправляется, и деньги здесь не движутся: когда согласится второй человек, ставка закроется так, как если бы букмекер так ответил.</translation>
    </message>
    <message>
        <source>&amp;What happened</source>
        <translation>&amp;Что произошло</translation>
    </message>
    <message>
        <source>It succeeded: the bookmaker has done it</source>
        <translation>Удалось: букмекер это сделал</translation>
    </message>
    <message>
        <source>It failed: the bookmaker has not done it</source>
        <translation>Не удалось: букмекер этого не сделал</translation>
    </message>
    <message>
        <source>&amp;Evidence</source>
        <translation>&amp;Доказательство</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Причина</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>&amp;Send for approval</source>
        <translation>От&amp;править на одобрение</translation>
    </message>
</context>
<context>
    <name>ui::ResultDialog</name>
    <message>
        <source>Write the result.</source>
        <translation>Впишите результат.</translation>
    </message>
    <message>
        <source>This is already the recorded result.</source>
        <translation>Этот результат уже записан.</translation>
    </message>
    <message>
        <source>Write where this result comes from.</source>
        <translation>Укажите источник результата.</translation>
    </message>
    <message>
        <source>Posting…</source>
        <translation>Записываем…</translation>
    </message>
    <message>
        <source>The service refused: %1</source>
        <translation>Служба отказала: %1</translation>
    </message>
    <message>
        <source>The service did not answer (%1). Posting again is safe.</source>
        <translation>Служба не ответила (%1). Повторить безопасно.</translation>
    </message>
    <message>
        <source>Official result</source>
        <translation>Официальный результат</translation>
    </message>
    <message>
        <source>Official result of round %1</source>
        <translation>Официальный результат раунда %1</translation>
    </message>
    <message>
        <source>The round has no result yet. The official one closes it; no money moves now.</source>
        <translation>У раунда ещё нет результата. Официальный закроет раунд; деньги сейчас не двигаются.</translation>
    </message>
    <message>
        <source>The round has %1 (version %2). Another result does not change it and moves no money: the round is marked for a recalculation.</source>
        <translation>Сейчас у раунда %1 (версия %2). Другой результат его не меняет и деньги не двигает: раунд помечается к пересчёту.</translation>
    </message>
    <message>
        <source>&amp;Result</source>
        <translation>&amp;Результат</translation>
    </message>
    <message>
        <source>&amp;Source</source>
        <translation>&amp;Источник</translation>
    </message>
    <message>
        <source>Source of the result</source>
        <translation>Источник результата</translation>
    </message>
    <message>
        <source>For example: the studio&apos;s protocol</source>
        <translation>Например: протокол студии</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Отмена</translation>
    </message>
    <message>
        <source>&amp;Post result</source>
        <translation>&amp;Записать результат</translation>
    </message>
</context>
<context>
    <name>ui::ReviewPage</name>
    <message>
        <source>Open files of events</source>
        <translation>Открыть файлы событий</translation>
    </message>
    <message>
        <source>Bundles and logs (*.betlog *.jsonl *.json *.log *.gz)</source>
        <translation>Пакеты и журналы (*.betlog *.jsonl *.json *.log *.gz)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Все файлы (*)</translation>
    </message>
    <message>
        <source>Password of the bundle</source>
        <translation>Пароль пакета</translation>
    </message>
    <message>
        <source>Password of %1:</source>
        <translation>Пароль для %1:</translation>
    </message>
    <message>
        <source>No error after this line.</source>
        <translation>После этой строки ошибок нет.</translation>
    </message>
    <message>
        <source>No error before this line.</source>
        <translation>До этой строки ошибок нет.</translation>
    </message>
    <message>
        <source>This line is of no bet.</source>
        <translation>Эта строка не относится к ставке.</translation>
    </message>
    <message>
        <source>No later line of this bet.</source>
        <translation>Дальше строк этой ставки нет.</translation>
    </message>
    <message>
        <source>No earlier line of this bet.</source>
        <translation>Раньше строк этой ставки нет.</translation>
    </message>
    <message>
        <source>No mark after this line.</source>
        <translation>После этой строки меток нет.</translation>
    </message>
    <message>
        <source>No mark before this line.</source>
        <translation>До этой строки меток нет.</translation>
    </message>
    <message>
        <source>This mark has a note or tags. Clear them first: they would be lost.</source>
        <translation>У метки есть заметка или теги. Сначала очистите их, иначе они пропадут.</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Только %1</translation>
    </message>
    <message>
        <source>And %1</source>
        <translation>И %1</translation>
    </message>
    <message>
        <source>But not %1</source>
        <translation>Но не %1</translation>
    </message>
    <message>
        <source>Not %1</source>
        <translation>Не %1</translation>
    </message>
    <message>
        <source>The review that was kept here is damaged. It was put aside as %1.</source>
        <translation>Сохранённый разбор повреждён. Он отложен в файл %1.</translation>
    </message>
    <message>
        <source>Drop a .betlog bundle, JSON lines or .log.gz here.</source>
        <translation>Перетащите сюда пакет .betlog, строки JSON или .log.gz.</translation>
    </message>
    <message>
        <source>Reading %1: %2 %</source>
        <translation>Читается %1: %2 %</translation>
    </message>
    <message>
        <source>Marks and notes are not kept (%1).</source>
        <translation>Метки и заметки не сохраняются (%1).</translation>
    </message>
    <message>
        <source>%1 of %2 lines match</source>
        <translation>найдено строк: %1 из %2</translation>
    </message>
    <message>
        <source>Lines: %1</source>
        <translation>Строк: %1</translation>
    </message>
    <message>
        <source>the last %1 are not listed</source>
        <translation>последние %1 не показаны</translation>
    </message>
    <message>
        <source>errors: %1</source>
        <translation>ошибок: %1</translation>
    </message>
    <message>
        <source>damaged, kept as text: %1</source>
        <translation>повреждено, показано как текст: %1</translation>
    </message>
    <message>
        <source>marks of lines that are others now: %1</source>
        <translation>меток у изменившихся строк: %1</translation>
    </message>
    <message>
        <source>%1 ends too early</source>
        <translation>%1 обрывается</translation>
    </message>
    <message>
        <source>following the end</source>
        <translation>показывается конец</translation>
    </message>
    <message>
        <source>No line is chosen.</source>
        <translation>Строка не выбрана.</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>Строка %1</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Найдено</translation>
    </message>
    <message>
        <source>Lines per %1</source>
        <translation>Строк за %1</translation>
    </message>
    <message>
        <source>%1 – %2, show the whole time</source>
        <extracomment>%1 and %2 times; the button takes the limits away</extracomment>
        <translation>%1 – %2, показать всё время</translation>
    </message>
    <message>
        <source>Log review</source>
        <translation>Разбор журнала</translation>
    </message>
    <message>
        <source>Cancelled. %1 was not read.</source>
        <translation>Отменено. %1 не прочитан.</translation>
    </message>
    <message>
        <source>Open files of events…</source>
        <translation>Открыть файлы событий…</translation>
    </message>
    <message>
        <source>Next error (e)</source>
        <translation>Следующая ошибка (e)</translation>
    </message>
    <message>
        <source>Previous error (Shift+E)</source>
        <translation>Предыдущая ошибка (Shift+E)</translation>
    </message>
    <message>
        <source>Next line of this bet (o)</source>
        <translation>Следующая строка этой ставки (o)</translation>
    </message>
    <message>
        <source>Previous line of this bet (Shift+O)</source>
        <translation>Предыдущая строка этой ставки (Shift+O)</translation>
    </message>
    <message>
        <source>Mark the line, or take the mark away (m)</source>
        <translation>Пометить строку или снять метку (m)</translation>
    </message>
    <message>
        <source>Next mark (])</source>
        <translation>Следующая метка (])</translation>
    </message>
    <message>
        <source>Previous mark ([)</source>
        <translation>Предыдущая метка ([)</translation>
    </message>
    <message>
        <source>Follow the end of the files (End)</source>
        <translation>Следить за концом файлов (End)</translation>
    </message>
    <message>
        <source>Show the whole time</source>
        <translation>Показать всё время</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Открыть…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Открыть…</translation>
    </message>
    <message>
        <source>Cancel reading</source>
        <translation>Прервать чтение</translation>
    </message>
    <message>
        <source>No line matches.</source>
        <translation>Ни одна строка не подходит.</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>Все строки</translation>
    </message>
    <message>
        <source>Lines that match</source>
        <translation>Найденные строки</translation>
    </message>
    <message>
        <source>The line</source>
        <translation>Строка</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Строка</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Метки</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Файлы</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>Save lines as a bundle…</source>
        <translation>Сохранить строки как пакет…</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>&amp;Сохранить как…</translation>
    </message>
    <message>
        <source>Copy the value</source>
        <translation>Скопировать значение</translation>
    </message>
    <message>
        <source>No filter goes by this: SQL does.</source>
        <translation>Фильтра по этому полю нет: поможет SQL.</translation>
    </message>
    <message>
        <source>No filter finds lines without a value: SQL does.</source>
        <translation>Фильтр не находит строк без значения: поможет SQL.</translation>
    </message>
    <message>
        <source>No filter can be written with this value: SQL finds it.</source>
        <translation>С этим значением фильтра не написать: поможет SQL.</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>Подсчёт</translation>
    </message>
    <message>
        <source>The end is not followed while what matches is sorted.</source>
        <translation>Пока найденное отсортировано, страница не следит за концом.</translation>
    </message>
    <message>
        <source>Nothing is sorted by this column.</source>
        <translation>По этому столбцу не сортируют.</translation>
    </message>
    <message>
        <source>What a filter finds can be sorted, not all lines.</source>
        <translation>Сортируется то, что нашёл фильтр, а не все строки.</translation>
    </message>
    <message>
        <source>Sort what matches by the column of the cell (s)</source>
        <translation>Сортировать найденное по столбцу ячейки (s)</translation>
    </message>
    <message>
        <source>From the bundle: %1</source>
        <translation>Из пакета: %1</translation>
    </message>
    <message>
        <source>There is no local cache.</source>
        <translation>Локального кэша нет.</translation>
    </message>
    <message>
        <source>Open what this console saw</source>
        <translation>Открыть то, что видела эта консоль</translation>
    </message>
    <message>
        <source>%1 begins late or lacks lines that were damaged</source>
        <translation>%1 начинается не с начала, или повреждённых строк в нём нет</translation>
    </message>
</context>
<context>
    <name>ui::RoundDetail</name>
    <message>
        <source>Choose a round.</source>
        <translation>Выберите раунд.</translation>
    </message>
    <message>
        <source>Another recalculation of this round is running (job %1).</source>
        <translation>Этот раунд уже пересчитывается (задание %1).</translation>
    </message>
    <message>
        <source>Another recalculation of this round is running.</source>
        <translation>Этот раунд уже пересчитывается.</translation>
    </message>
    <message>
        <source>result %1, version %2</source>
        <extracomment>%1 a result, %2 its version</extracomment>
        <translation>результат %1, версия %2</translation>
    </message>
    <message numerus="yes">
        <source>%n bets</source>
        <translation>
            <numerusform>%n ставка</numerusform>
            <numerusform>%n ставки</numerusform>
            <numerusform>%n ставок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n открыта</numerusform>
            <numerusform>%n открыты</numerusform>
            <numerusform>%n открыто</numerusform>
        </translation>
    </message>
    <message>
        <source>A recalculation is needed: %1.</source>
        <translation>Нужен пересчёт: %1.</translation>
    </message>
    <message>
        <source>Round %1</source>
        <translation>Раунд %1</translation>
    </message>
    <message>
        <source>The results could not be read: %1</source>
        <translation>Не удалось получить результаты: %1</translation>
    </message>
    <message>
        <source>Recalculation: job %1 of %2 has not ended.</source>
        <translation>Пересчёт: задание %1 (автор %2) не завершено.</translation>
    </message>
    <message>
        <source>Re&amp;calculate…</source>
        <translation>&amp;Пересчитать…</translation>
    </message>
    <message>
        <source>&amp;Post official result…</source>
        <translation>&amp;Официальный результат…</translation>
    </message>
    <message>
        <source>Open &amp;bets</source>
        <translation>Открыть &amp;ставки</translation>
    </message>
    <message>
        <source>Open &amp;job</source>
        <translation>Открыть за&amp;дание</translation>
    </message>
    <message>
        <source>Results so far</source>
        <translation>Результаты</translation>
    </message>
    <message>
        <source>Go on with the re&amp;calculation…</source>
        <translation>П&amp;родолжить пересчёт…</translation>
    </message>
    <message>
        <source>This round is marked already.</source>
        <translation>Этот раунд уже помечен.</translation>
    </message>
    <message>
        <source>Says to everybody that this round needs a recalculation. Nothing moves.</source>
        <translation>Скажет всем, что этому раунду нужен пересчёт. Деньги не двинутся.</translation>
    </message>
    <message>
        <source>Mar&amp;k</source>
        <translation>По&amp;метить</translation>
    </message>
</context>
<context>
    <name>ui::RoundResultsModel</name>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Источник</translation>
    </message>
    <message>
        <source>not applied</source>
        <translation>не применён</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::RoundsModel</name>
    <message>
        <source>Round</source>
        <translation>Раунд</translation>
    </message>
    <message>
        <source>Game</source>
        <translation>Игра</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Начало</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>Bets</source>
        <translation>Ставки</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыто</translation>
    </message>
    <message>
        <source>Needs recalculation</source>
        <translation>Нужен пересчёт</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Изменён</translation>
    </message>
    <message>
        <source>Round %1, %2</source>
        <extracomment>Screen reader. %1 a round&apos;s id, %2 its state</extracomment>
        <translation>Раунд %1, %2</translation>
    </message>
    <message>
        <source>result %1, version %2</source>
        <extracomment>Screen reader. %1 a result, %2 its version</extracomment>
        <translation>результат %1, версия %2</translation>
    </message>
    <message numerus="yes">
        <source>%n bets</source>
        <translation>
            <numerusform>%n ставка</numerusform>
            <numerusform>%n ставки</numerusform>
            <numerusform>%n ставок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n открыта</numerusform>
            <numerusform>%n открыты</numerusform>
            <numerusform>%n открыто</numerusform>
        </translation>
    </message>
    <message>
        <source>Needs recalculation, %1. %2</source>
        <translation>Нужен пересчёт, %1. %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::RoundsPage</name>
    <message>
        <source>The round could not be read: %1</source>
        <translation>Не удалось получить раунд: %1</translation>
    </message>
    <message>
        <source>The rounds could not be read: %1</source>
        <translation>Не удалось получить раунды: %1</translation>
    </message>
    <message>
        <source>No round needs a recalculation.</source>
        <translation>Раундов к пересчёту нет.</translation>
    </message>
    <message>
        <source>No rounds match.</source>
        <translation>Таких раундов нет.</translation>
    </message>
    <message>
        <source>The service did not answer (%1). F5 asks again.</source>
        <translation>Служба не ответила (%1). F5 — спросить снова.</translation>
    </message>
    <message>
        <source>Connecting. The first rounds appear here.</source>
        <translation>Соединяемся. Первые раунды появятся здесь.</translation>
    </message>
    <message>
        <source>Offline since %1, and no round is cached.</source>
        <translation>Нет связи с %1, и сохранённых раундов нет.</translation>
    </message>
    <message>
        <source>No rounds yet.</source>
        <translation>Раундов пока нет.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 rounds</source>
        <extracomment>%1 shown, %2 in all; the plural goes by %2</extracomment>
        <translation>
            <numerusform>%1 из %2 раунда</numerusform>
            <numerusform>%1 из %2 раундов</numerusform>
            <numerusform>%1 из %2 раундов</numerusform>
        </translation>
    </message>
    <message>
        <source>The official result of round %1 is recorded.</source>
        <translation>Официальный результат раунда %1 записан.</translation>
    </message>
    <message>
        <source>Filter rounds by id, game, result or state</source>
        <translation>Фильтр: номер, игра, результат или состояние</translation>
    </message>
    <message>
        <source>Filter of the rounds</source>
        <translation>Фильтр раундов</translation>
    </message>
    <message>
        <source>&amp;Needs recalculation only</source>
        <translation>&amp;Только к пересчёту</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Сбросить фильтр</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>Раунды</translation>
    </message>
    <message>
        <source>Round %1 is marked: it needs a recalculation.</source>
        <translation>Раунд %1 помечен: ему нужен пересчёт.</translation>
    </message>
    <message>
        <source>The round could not be marked: %1</source>
        <translation>Раунд не удалось пометить: %1</translation>
    </message>
    <message>
        <source>No round is known up to this moment.</source>
        <translation>До этого момента ни одного раунда не известно.</translation>
    </message>
</context>
<context>
    <name>ui::SaveViewDialog</name>
    <message>
        <source>Save view</source>
        <translation>Сохранить вид</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>О&amp;тмена</translation>
    </message>
    <message>
        <source>&amp;Save view</source>
        <translation>&amp;Сохранить вид</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Отправка…</translation>
    </message>
    <message>
        <source>Rename view</source>
        <translation>Переименовать вид</translation>
    </message>
    <message>
        <source>&amp;Name of the view</source>
        <translation>&amp;Название вида</translation>
    </message>
    <message>
        <source>New &amp;name of the view</source>
        <translation>Новое &amp;название вида</translation>
    </message>
    <message>
        <source>Only for &amp;me</source>
        <translation>Только для &amp;меня</translation>
    </message>
    <message>
        <source>For &amp;everybody</source>
        <translation>Для &amp;всех</translation>
    </message>
    <message>
        <source>&amp;Rename view</source>
        <translation>&amp;Переименовать вид</translation>
    </message>
</context>
<context>
    <name>ui::SeriesModel</name>
    <message>
        <source>Minute</source>
        <translation>Минута</translation>
    </message>
</context>
<context>
    <name>ui::SharedViews</name>
    <message>
        <source>The shared views could not be read (%1). Those known before are listed.</source>
        <translation>Не удалось прочитать общие виды (%1). Показаны известные раньше.</translation>
    </message>
    <message>
        <source>The view %1 is saved, and shared with everybody.</source>
        <translation>Вид «%1» сохранён и общий для всех.</translation>
    </message>
    <message>
        <source>The view %1 is saved.</source>
        <translation>Вид «%1» сохранён.</translation>
    </message>
    <message>
        <source>The view is called %1 now.</source>
        <translation>Вид теперь называется «%1».</translation>
    </message>
    <message>
        <source>The view %1 is shared with everybody.</source>
        <translation>Вид «%1» теперь общий для всех.</translation>
    </message>
    <message>
        <source>The view %1 is yours alone again.</source>
        <translation>Вид «%1» снова только ваш.</translation>
    </message>
    <message>
        <source>The view %1 is removed, for everybody.</source>
        <translation>Вид «%1» удалён у всех.</translation>
    </message>
    <message>
        <source>The view %1 is removed.</source>
        <translation>Вид «%1» удалён.</translation>
    </message>
    <message>
        <source>The view %1 is not saved: the service keeps no more views. Remove one of yours.</source>
        <translation>Вид «%1» не сохранён: больше видов сервис не хранит. Удалите один из своих.</translation>
    </message>
    <message>
        <source>Nothing was done: the view %1 is somebody else&apos;s, or your role saves none.</source>
        <translation>Ничего не сделано: вид «%1» чужой, или ваша роль не сохраняет виды.</translation>
    </message>
    <message>
        <source>Nothing was done: the service refused the view %1 (%2).</source>
        <translation>Ничего не сделано: сервис отклонил вид «%1» (%2).</translation>
    </message>
    <message>
        <source>This service keeps no views.</source>
        <translation>Этот сервис виды не хранит.</translation>
    </message>
    <message>
        <source>The service did not answer about the view %1 (%2). Whether it was done is not known; trying again does no harm.</source>
        <translation>Сервис не ответил о виде «%1» (%2). Сделано ли это, неизвестно; повторить не повредит.</translation>
    </message>
    <message>
        <source>Nothing was done: the view %1 was changed or removed elsewhere meanwhile. The list is read anew.</source>
        <translation>Ничего не сделано: вид «%1» тем временем изменили или удалили в другом месте. Список читается заново.</translation>
    </message>
</context>
<context>
    <name>ui::ShortcutSheet</name>
    <message>
        <source>Commands, views, bets</source>
        <translation>Команды, подборки, ставки</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Фильтр</translation>
    </message>
    <message>
        <source>Next, previous bet</source>
        <translation>Следующая, предыдущая ставка</translation>
    </message>
    <message>
        <source>Next, previous failure or doubt</source>
        <translation>Следующая, предыдущая ошибка или «под вопросом»</translation>
    </message>
    <message>
        <source>Next, previous bet of the same player</source>
        <translation>Следующая, предыдущая ставка того же игрока</translation>
    </message>
    <message>
        <source>Mark; previous, next mark</source>
        <translation>Отметить; предыдущая, следующая отметка</translation>
    </message>
    <message>
        <source>Pause or resume the live list</source>
        <translation>Приостановить или продолжить список</translation>
    </message>
    <message>
        <source>Follow the newest bets</source>
        <translation>Следить за новыми ставками</translation>
    </message>
    <message>
        <source>Details of the bet</source>
        <translation>Подробности ставки</translation>
    </message>
    <message>
        <source>Refund… (opens the dialog, sends nothing)</source>
        <translation>Возврат… (открывает окно, ничего не отправляет)</translation>
    </message>
    <message>
        <source>Copy the bet as JSON</source>
        <translation>Копировать ставку как JSON</translation>
    </message>
    <message>
        <source>Copy the bet&apos;s id</source>
        <translation>Копировать номер ставки</translation>
    </message>
    <message>
        <source>Next, previous pane</source>
        <translation>Следующая, предыдущая панель</translation>
    </message>
    <message>
        <source>Connect again now</source>
        <translation>Подключиться сейчас</translation>
    </message>
    <message>
        <source>English or Russian</source>
        <translation>Английский или русский</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Светлая или тёмная тема</translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation>Этот список</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Во весь экран</translation>
    </message>
    <message>
        <source>Close, clear, cancel</source>
        <translation>Закрыть, очистить, отменить</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Выход</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>No key ever moves money: refunds are confirmed in their dialog.</source>
        <translation>Ни одна клавиша не двигает деньги: возврат подтверждают в его окне.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Закрыть</translation>
    </message>
    <message>
        <source>The page with this number</source>
        <translation>Страница с этим номером</translation>
    </message>
    <message>
        <source>Back, forward: page and filter</source>
        <translation>Назад, вперёд: страница и фильтр</translation>
    </message>
    <message>
        <source>Recalculate… (opens the page, sends nothing)</source>
        <translation>Пересчитать… (открывает страницу, ничего не отправляет)</translation>
    </message>
    <message>
        <source>Sort by the current column; again: the other way round</source>
        <translation>Сортировать по текущему столбцу; ещё раз — наоборот</translation>
    </message>
    <message>
        <source>Bets: save the view</source>
        <translation>Ставки: сохранить вид</translation>
    </message>
    <message>
        <source>Save the list as CSV</source>
        <translation>Сохранить список в CSV</translation>
    </message>
    <message>
        <source>Bets: move the current column</source>
        <translation>Ставки: сдвинуть текущий столбец</translation>
    </message>
    <message>
        <source>The bet in a window of its own</source>
        <translation>Ставка в отдельном окне</translation>
    </message>
    <message>
        <source>This page in a window of its own</source>
        <translation>Эта страница в отдельном окне</translation>
    </message>
    <message>
        <source>Copy the chosen attempt as cURL, without secrets</source>
        <translation>Копировать выбранную попытку как cURL, без секретов</translation>
    </message>
    <message>
        <source>Log review: next, previous line of the same bet</source>
        <translation>Разбор журнала: следующая, предыдущая строка той же ставки</translation>
    </message>
    <message>
        <source>Log review: open files</source>
        <translation>Разбор журнала: открыть файлы</translation>
    </message>
    <message>
        <source>Open a bundle</source>
        <translation>Открыть пакет</translation>
    </message>
    <message>
        <source>Any moment of what this console saw</source>
        <translation>Любой момент из того, что видела эта консоль</translation>
    </message>
</context>
<context>
    <name>ui::SidesModel</name>
    <message>
        <source>Bet</source>
        <translation>Ставка</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>у нас нет</translation>
    </message>
    <message>
        <source>not in the list</source>
        <translation>в списке нет</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Stake</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>Payout</source>
        <translation>Выплата</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Возвращено</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Раунд</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Сделана</translation>
    </message>
    <message>
        <source>Rows in the list</source>
        <translation>Строк в списке</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>Сравнение</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>У нас</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>У них</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>Отличие</translation>
    </message>
    <message>
        <source>%1 differs. Ours: %2. Theirs: %3.</source>
        <extracomment>Read by a screen reader: %1 what is compared, %2 and %3 the two sides</extracomment>
        <translation>%1: отличие. У нас: %2. У них: %3.</translation>
    </message>
    <message>
        <source>%1. Ours: %2. Theirs: %3.</source>
        <translation>%1. У нас: %2. У них: %3.</translation>
    </message>
</context>
<context>
    <name>ui::SqlModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::SqlView</name>
    <message>
        <source>Running…</source>
        <translation>Выполняется…</translation>
    </message>
    <message>
        <source>Refused: nothing but one SELECT over the table log is run here. %1</source>
        <translation>Отклонено: здесь выполняется только один SELECT по таблице log. %1</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Остановлено.</translation>
    </message>
    <message>
        <source>Not valid: %1</source>
        <translation>Ошибка: %1</translation>
    </message>
    <message>
        <source>The table is log: %1. Ctrl+Enter runs it.</source>
        <translation>Таблица называется log: %1. Ctrl+Enter выполняет запрос.</translation>
    </message>
    <message numerus="yes">
        <source>Only the first %n rows are shown, there are more.</source>
        <translation>
            <numerusform>Показана только первая %n строка, есть ещё.</numerusform>
            <numerusform>Показаны только первые %n строки, есть ещё.</numerusform>
            <numerusform>Показаны только первые %n строк, есть ещё.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows.</source>
        <translation>
            <numerusform>%n строка.</numerusform>
            <numerusform>%n строки.</numerusform>
            <numerusform>%n строк.</numerusform>
        </translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Стоп</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Выполнить</translation>
    </message>
    <message>
        <source>SQL over the lines</source>
        <translation>SQL по строкам</translation>
    </message>
    <message>
        <source>Rows of the SQL</source>
        <translation>Строки запроса</translation>
    </message>
    <message>
        <source>Save as CS&amp;V…</source>
        <translation>Сохранить как CS&amp;V…</translation>
    </message>
</context>
<context>
    <name>ui::StatusLine</name>
    <message>
        <source>Connecting</source>
        <translation>Подключение</translation>
    </message>
    <message>
        <source>Live · %1 events/s · lag %2</source>
        <translation>В эфире · %1 событий/с · задержка %2</translation>
    </message>
    <message>
        <source>Delayed · data as of %1</source>
        <translation>С задержкой · данные на %1</translation>
    </message>
    <message>
        <source>Polling · data as of %1</source>
        <translation>Опрос · данные на %1</translation>
    </message>
    <message>
        <source>Offline since %1</source>
        <translation>Нет связи с %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 bets</source>
        <extracomment>%1 shown, %2 in all; the plural goes by %2</extracomment>
        <translation>
            <numerusform>%1 из %2 ставки</numerusform>
            <numerusform>%1 из %2 ставок</numerusform>
            <numerusform>%1 из %2 ставок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>выбрана %n</numerusform>
            <numerusform>выбраны %n</numerusform>
            <numerusform>выбрано %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 skipped (kept in the log)</source>
        <translation>пропущено %1 (в журнале есть)</translation>
    </message>
    <message>
        <source>Times: %1</source>
        <translation>Время: %1</translation>
    </message>
    <message>
        <source>Cache %1, newest %2</source>
        <translation>Кэш %1, последняя %2</translation>
    </message>
    <message>
        <source>Cache %1</source>
        <translation>Кэш %1</translation>
    </message>
    <message numerus="yes">
        <source>%n refunds unfinished</source>
        <translation>
            <numerusform>%n незавершённый возврат</numerusform>
            <numerusform>%n незавершённых возврата</numerusform>
            <numerusform>%n незавершённых возвратов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new alerts</source>
        <translation>
            <numerusform>%n новое оповещение</numerusform>
            <numerusform>%n новых оповещения</numerusform>
            <numerusform>%n новых оповещений</numerusform>
        </translation>
    </message>
    <message>
        <source>Alerts are muted; sound them again</source>
        <translation>Тревоги приглушены; включить снова</translation>
    </message>
    <message>
        <source>Mute the alerts</source>
        <translation>Приглушить тревоги</translation>
    </message>
    <message>
        <source>Test how an alert looks and sounds</source>
        <translation>Проверить, как выглядит и звучит тревога</translation>
    </message>
    <message>
        <source>File · data as of %1</source>
        <translation>Файл · данные на %1</translation>
    </message>
    <message>
        <source>The past · data as of %1</source>
        <translation>Прошлое · данные на %1</translation>
    </message>
</context>
<context>
    <name>ui::TimeBar</name>
    <message>
        <source>One event back</source>
        <translation>На событие назад</translation>
    </message>
    <message>
        <source>One event on</source>
        <translation>На событие вперёд</translation>
    </message>
    <message>
        <source>Steps: any event</source>
        <translation>Шаг: любое событие</translation>
    </message>
    <message>
        <source>Steps: the chosen bet</source>
        <translation>Шаг: выбранная ставка</translation>
    </message>
    <message>
        <source>Steps: the chosen round</source>
        <translation>Шаг: выбранный раунд</translation>
    </message>
    <message>
        <source>Which events the steps go to</source>
        <translation>К каким событиям ведут шаги</translation>
    </message>
    <message>
        <source>Speed of playing</source>
        <translation>Скорость воспроизведения</translation>
    </message>
    <message>
        <source>Moment that is shown</source>
        <translation>Показанный момент</translation>
    </message>
    <message>
        <source>&amp;Mark this moment</source>
        <translation>&amp;Отметить момент</translation>
    </message>
    <message>
        <source>What &amp;changed since the mark…</source>
        <translation>Что &amp;изменилось с отметки…</translation>
    </message>
    <message>
        <source>Since %1.</source>
        <translation>С %1.</translation>
    </message>
    <message>
        <source>Mark a moment first.</source>
        <translation>Сначала отметьте момент.</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Воспроизвести</translation>
    </message>
    <message>
        <source>No events.</source>
        <translation>Событий нет.</translation>
    </message>
    <message>
        <source>%1 · event %2 of %3</source>
        <translation>%1 · событие %2 из %3</translation>
    </message>
</context>
<context>
    <name>ui::TimeChart</name>
    <message>
        <source>Arrow keys or the mouse tell the values.</source>
        <translation>Значения — стрелками или мышью.</translation>
    </message>
    <message>
        <source>Show as chart</source>
        <translation>Показать графиком</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Показать таблицей</translation>
    </message>
    <message>
        <source>Nothing is known of this time.</source>
        <translation>За это время данных нет.</translation>
    </message>
    <message>
        <source>Drag to choose a period; by keys: Shift with the arrow keys, then Enter.</source>
        <translation>Протяните мышью, чтобы выбрать период; с клавиатуры: Shift со стрелками, затем Enter.</translation>
    </message>
</context>
<context>
    <name>ui::TimelineModel</name>
    <message>
        <source>%1: %2</source>
        <comment>a call and how it ended</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Version %1: %2</source>
        <translation>Версия %1: %2</translation>
    </message>
    <message>
        <source>%1 started</source>
        <comment>an operation such as block_funds</comment>
        <translation>%1: начало</translation>
    </message>
    <message>
        <source>%1, attempt %2</source>
        <translation>%1, попытка %2</translation>
    </message>
    <message>
        <source>%1 of waiting for the next try</source>
        <translation>%1 ожидания следующей попытки</translation>
    </message>
    <message>
        <source>%1 of silence</source>
        <translation>%1 тишины</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>от %1</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Причина: %1</translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation>HTTP %1</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>ответа вовремя нет</translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation>связь прервалась</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>нет связи</translation>
    </message>
    <message>
        <source>in doubt</source>
        <translation>под вопросом</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>отказ</translation>
    </message>
    <message>
        <source>nothing was done</source>
        <translation>ничего не сделано</translation>
    </message>
    <message>
        <source>waited %1</source>
        <translation>ожидание %1</translation>
    </message>
    <message>
        <source>next try 2^%1 + %2 s = %3 s</source>
        <translation>следующая через 2^%1 + %2 с = %3 с</translation>
    </message>
    <message>
        <source>next try in %1 s</source>
        <translation>следующая через %1 с</translation>
    </message>
    <message>
        <source>next try at %1</source>
        <translation>следующая в %1</translation>
    </message>
    <message>
        <source>a call is out</source>
        <translation>вызов идёт</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>успешно</translation>
    </message>
    <message numerus="yes">
        <source>in doubt after %n tries</source>
        <translation>
            <numerusform>под вопросом после %n попытки</numerusform>
            <numerusform>под вопросом после %n попыток</numerusform>
            <numerusform>под вопросом после %n попыток</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>needs review after %n tries</source>
        <translation>
            <numerusform>нужна проверка после %n попытки</numerusform>
            <numerusform>нужна проверка после %n попыток</numerusform>
            <numerusform>нужна проверка после %n попыток</numerusform>
        </translation>
    </message>
    <message>
        <source>is being taken back</source>
        <translation>отзывается</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>ключ %1</translation>
    </message>
    <message>
        <source>In doubt: the last call got no answer.</source>
        <translation>Под вопросом: на последний вызов ответа не было.</translation>
    </message>
    <message>
        <source>In doubt: a person has to review it.</source>
        <translation>Под вопросом: должен проверить человек.</translation>
    </message>
    <message>
        <source>Nothing is held so far; the call is being tried again.</source>
        <translation>Пока ничего не заморожено; вызов повторяется.</translation>
    </message>
    <message>
        <source>Funds were not held</source>
        <translation>Деньги не были заморожены</translation>
    </message>
    <message>
        <source>Funds are held at the partner</source>
        <translation>Деньги заморожены у партнёра</translation>
    </message>
    <message>
        <source>Funds are held at the partner; the call is being tried again.</source>
        <translation>Деньги заморожены у партнёра; вызов повторяется.</translation>
    </message>
    <message>
        <source>The stake went back to the player</source>
        <translation>Сумма ставки вернулась игроку</translation>
    </message>
    <message>
        <source>Nothing was held and nothing was returned</source>
        <translation>Ничего не было заморожено и возвращено</translation>
    </message>
    <message>
        <source>The payout went to the player</source>
        <translation>Выплата ушла игроку</translation>
    </message>
    <message>
        <source>The bet lost; nothing is held</source>
        <translation>Ставка проиграла; ничего не заморожено</translation>
    </message>
    <message>
        <source>The hold expired; the funds are free again</source>
        <translation>Срок заморозки истёк; деньги снова свободны</translation>
    </message>
    <message>
        <source>%1 held, %2 returned before</source>
        <translation>заморожено %1, ранее возвращено %2</translation>
    </message>
    <message>
        <source>Asked again at %1 with the same key.</source>
        <translation>Следующий запрос в %1, с тем же ключом.</translation>
    </message>
    <message>
        <source>approved</source>
        <comment>how a call ended</comment>
        <translation>одобрено</translation>
    </message>
    <message>
        <source>%1 gave no definite answer in all the time.</source>
        <translation>%1 за всё время не дал определённого ответа.</translation>
    </message>
    <message>
        <source>%1 would take a repeat for a second call: it is not sent again.</source>
        <translation>%1 принял бы повтор за второй вызов: он не отправляется снова.</translation>
    </message>
    <message>
        <source>%1 cannot be told of this correction.</source>
        <translation>Сообщить %1 об этом исправлении нельзя.</translation>
    </message>
    <message>
        <source>%1 was told of the round&apos;s result; its answer names no bet.</source>
        <translation>%1 сообщён результат раунда; в его ответе ставка не названа.</translation>
    </message>
    <message>
        <source>%1 has refused it.</source>
        <translation>%1 отказал.</translation>
    </message>
    <message>
        <source>It has to be known first whether the stake was ever blocked.</source>
        <translation>Сначала нужно узнать, была ли ставка вообще заблокирована.</translation>
    </message>
    <message>
        <source>%1, the partner was asked</source>
        <translation>%1, спросили партнёра</translation>
    </message>
    <message>
        <source>next try in %1</source>
        <translation>следующая через %1</translation>
    </message>
</context>
<context>
    <name>ui::TopBar</name>
    <message>
        <source>viewer</source>
        <translation>наблюдатель</translation>
    </message>
    <message>
        <source>support</source>
        <translation>поддержка</translation>
    </message>
    <message>
        <source>manager</source>
        <translation>менеджер</translation>
    </message>
    <message>
        <source>auditor</source>
        <translation>аудитор</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>администратор</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>чтение</translation>
    </message>
    <message>
        <source>confirm</source>
        <translation>подтверждение</translation>
    </message>
    <message>
        <source>confirm + type</source>
        <translation>подтв. + ввод</translation>
    </message>
    <message>
        <source>Resume  (Space)</source>
        <translation>Продолжить  (Пробел)</translation>
    </message>
    <message>
        <source>Pause  (Space)</source>
        <translation>Пауза  (Пробел)</translation>
    </message>
    <message>
        <source>Commands…  %1</source>
        <translation>Команды…  %1</translation>
    </message>
    <message>
        <source>Who, safety level and settings: %1</source>
        <translation>Кто, уровень защиты и настройки: %1</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Commands…</source>
        <translation>Команды…</translation>
    </message>
</context>
<context>
    <name>ui::UnfinishedDialog</name>
    <message>
        <source>It could not be given up: %1</source>
        <translation>Отказаться не удалось: %1</translation>
    </message>
    <message>
        <source>Every refund has a definite end.</source>
        <translation>У каждого возврата есть определённый исход.</translation>
    </message>
    <message>
        <source>These refunds have no definite end yet. Each is asked for again in the background with the same request, which moves money once at most. Do not refund them anew.</source>
        <translation>У этих возвратов ещё нет определённого исхода. Каждый запрашивается снова в фоне тем же запросом, который двигает деньги не более одного раза. Не делайте возврат заново.</translation>
    </message>
    <message>
        <source>Unfinished refunds</source>
        <translation>Незавершённые возвраты</translation>
    </message>
    <message>
        <source>&amp;Ask again now</source>
        <translation>&amp;Запросить сейчас</translation>
    </message>
    <message>
        <source>&amp;Give up what was never sent</source>
        <translation>&amp;Отказаться от неотправленного</translation>
    </message>
    <message>
        <source>&amp;Open the bet</source>
        <translation>От&amp;крыть ставку</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Закрыть</translation>
    </message>
    <message>
        <source>It could not be asked again: %1</source>
        <translation>Повторить запрос не удалось: %1</translation>
    </message>
</context>
<context>
    <name>ui::ViewsModel</name>
    <message>
        <source>All bets</source>
        <translation>Все ставки</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Требуют внимания</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Ошибки</translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation>Повторы</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>Под вопросом</translation>
    </message>
    <message>
        <source>Funds held</source>
        <translation>Заморожено</translation>
    </message>
    <message>
        <source>Funds held &gt; 5 min</source>
        <translation>Заморожено &gt; 5 мин</translation>
    </message>
    <message>
        <source>Refunded in 24 h</source>
        <translation>Возвращено за 24 ч</translation>
    </message>
    <message>
        <source>Recalculated in 24 h</source>
        <translation>Пересчитано за 24 ч</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>Screen reader. %1 name of a view, %2 number of bets</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 name of a view, %2 whose it is</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1
Shared with everybody</source>
        <translation>%1
Общий для всех</translation>
    </message>
    <message>
        <source>%1
Shared by %2</source>
        <translation>%1
Общий, владелец %2</translation>
    </message>
    <message>
        <source>shared</source>
        <extracomment>A view</extracomment>
        <translation>общий</translation>
    </message>
    <message>
        <source>mine</source>
        <extracomment>A view</extracomment>
        <translation>мой</translation>
    </message>
    <message>
        <source>shared by %1</source>
        <translation>общий, владелец %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>Screen reader. %1 name of a view, %2 whose it is</extracomment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>ui::WebhooksModel</name>
    <message>
        <source>Endpoint</source>
        <translation>Получатель</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Недоставленное</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>В очереди</translation>
    </message>
    <message>
        <source>Waiting since</source>
        <translation>В очереди с</translation>
    </message>
    <message>
        <source>Told of</source>
        <translation>Сообщается о</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Gave up</source>
        <translation>Не доставлено</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>Отстаёт</translation>
    </message>
    <message>
        <source>All taken</source>
        <translation>Всё принято</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::ZoneDialog</name>
    <message>
        <source>Time zone</source>
        <translation>Часовой пояс</translation>
    </message>
    <message>
        <source>&amp;Find a place, such as Moscow or Malta</source>
        <translation>&amp;Найти место, например Moscow или Malta</translation>
    </message>
    <message>
        <source>Time zones</source>
        <translation>Часовые пояса</translation>
    </message>
    <message>
        <source>As the system: %1</source>
        <extracomment>%1 a zone with its offset</extracomment>
        <translation>Как в системе: %1</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>О&amp;тмена</translation>
    </message>
    <message>
        <source>&amp;Use this zone</source>
        <translation>&amp;Выбрать этот пояс</translation>
    </message>
</context>
</TS>
