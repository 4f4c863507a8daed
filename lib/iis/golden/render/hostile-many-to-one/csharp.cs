// Reference %windir%\system32\inetsrv\Microsoft.Web.Administration.dll and run as an administrator on the server.
using System;
using System.Text;
using Microsoft.Web.Administration;

internal static class Sample {

    private static void Main() {
        string password1 = AskPassword(@"CONTOSO\o'brien");

        using (ServerManager serverManager = new ServerManager()) {
            Configuration config = serverManager.GetApplicationHostConfiguration();

            ConfigurationSection iisClientCertificateMappingAuthenticationSection = config.GetSection("system.webServer/security/authentication/iisClientCertificateMappingAuthentication", "100% & Co");
            iisClientCertificateMappingAuthenticationSection["enabled"] = true;
            iisClientCertificateMappingAuthenticationSection["oneToOneCertificateMappingsEnabled"] = true;
            iisClientCertificateMappingAuthenticationSection["manyToOneCertificateMappingsEnabled"] = true;
            iisClientCertificateMappingAuthenticationSection["logonMethod"] = "ClearText";
            iisClientCertificateMappingAuthenticationSection["defaultLogonDomain"] = @"A\";

            ConfigurationElementCollection oneToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("oneToOneMappings");
            oneToOneMappingsCollection.Clear();

            ConfigurationElementCollection manyToOneMappingsCollection = iisClientCertificateMappingAuthenticationSection.GetCollection("manyToOneMappings");
            manyToOneMappingsCollection.Clear();

            ConfigurationElement addElement = manyToOneMappingsCollection.CreateElement("add");
            addElement["name"] = "It's, ]]> & [x] %u0041 \u00e9";
            addElement["description"] = @"100% ""sure"" \";
            addElement["enabled"] = true;
            addElement["permissionMode"] = "Allow";
            addElement["userName"] = @"CONTOSO\o'brien";
            addElement["password"] = password1;
            ConfigurationElementCollection rulesCollection = addElement.GetCollection("rules");

            ConfigurationElement addElement1 = rulesCollection.CreateElement("add");
            addElement1["certificateField"] = "Subject";
            addElement1["certificateSubField"] = "O";
            addElement1["matchCriteria"] = "M\u00fcller & \"S\u00f6hne\" <GmbH>*";
            addElement1["compareCaseSensitive"] = true;
            rulesCollection.AddAt(0, addElement1);

            ConfigurationElement addElement2 = rulesCollection.CreateElement("add");
            addElement2["certificateField"] = "Issuer";
            addElement2["certificateSubField"] = "CN";
            addElement2["matchCriteria"] = "\ud83d\ude00 \u201csmart\u201d \u2018quotes\u2019";
            addElement2["compareCaseSensitive"] = true;
            rulesCollection.AddAt(1, addElement2);
            manyToOneMappingsCollection.AddAt(0, addElement);

            serverManager.CommitChanges();
        }
    }

    private static string AskPassword(string account) {
        Console.Write("Password for " + account + ": ");
        StringBuilder password = new StringBuilder();
        while (true) {
            ConsoleKeyInfo key = Console.ReadKey(true);
            if (key.Key == ConsoleKey.Enter) break;
            if (key.Key == ConsoleKey.Backspace) {
                if (password.Length > 0) password.Length--;
            } else if (key.KeyChar != '\0') {
                password.Append(key.KeyChar);
            }
        }
        Console.WriteLine();
        return password.ToString();
    }
}
