-- AlterTable
ALTER TABLE "AccessEntry" ADD COLUMN     "privileged" BOOLEAN NOT NULL DEFAULT false;

-- What is stored already, by the rule of today (lib/iis/privileged-account.ts).
UPDATE "AccessEntry" SET "privileged" = true WHERE
  "userKey" = ANY (ARRAY['administrator', 'administrateur', 'administrador', 'administratör', 'amministratore', 'järjestelmänvalvoja', 'rendszergazda', 'администратор', 'krbtgt', 'domain admins', 'enterprise admins', 'schema admins', 'administrators', 'backup operators', 'account operators', 'server operators', 'system', 'localsystem', 'local service', 'network service', 'trustedinstaller'])
  OR "userKey" LIKE ANY (ARRAY['%\\administrator', '%\\administrateur', '%\\administrador', '%\\administratör', '%\\amministratore', '%\\järjestelmänvalvoja', '%\\rendszergazda', '%\\администратор', '%\\krbtgt', '%\\domain admins', '%\\enterprise admins', '%\\schema admins', '%\\administrators', '%\\backup operators', '%\\account operators', '%\\server operators', '%\\system', '%\\localsystem', '%\\local service', '%\\network service', '%\\trustedinstaller'])
  OR "userKey" LIKE ANY (ARRAY['administrator@%', 'administrateur@%', 'administrador@%', 'administratör@%', 'amministratore@%', 'järjestelmänvalvoja@%', 'rendszergazda@%', 'администратор@%', 'krbtgt@%', 'domain admins@%', 'enterprise admins@%', 'schema admins@%', 'administrators@%', 'backup operators@%', 'account operators@%', 'server operators@%', 'system@%', 'localsystem@%', 'local service@%', 'network service@%', 'trustedinstaller@%'])
  OR "userKey" LIKE ANY (ARRAY['%admin%', '%root%', '%msol\_%']);
