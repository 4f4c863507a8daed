// Reference %windir%\system32\inetsrv\Microsoft.Web.Administration.dll and run as an administrator on the server.
using System;
using System.Text;
using Microsoft.Web.Administration;

internal static class Sample {

    private static void Main() {
        using (ServerManager serverManager = new ServerManager()) {
            Configuration config = serverManager.GetApplicationHostConfiguration();

            ConfigurationSection accessSection = config.GetSection("system.webServer/security/access", "Default Web Site/app");
            accessSection["sslFlags"] = "Ssl, SslNegotiateCert, SslRequireCert";

            ConfigurationSection anonymousAuthenticationSection = config.GetSection("system.webServer/security/authentication/anonymousAuthentication", "Default Web Site/app");
            anonymousAuthenticationSection["enabled"] = false;

            ConfigurationSection basicAuthenticationSection = config.GetSection("system.webServer/security/authentication/basicAuthentication", "Default Web Site/app");
            basicAuthenticationSection["enabled"] = false;

            ConfigurationSection digestAuthenticationSection = config.GetSection("system.webServer/security/authentication/digestAuthentication", "Default Web Site/app");
            digestAuthenticationSection["enabled"] = false;

            ConfigurationSection windowsAuthenticationSection = config.GetSection("system.webServer/security/authentication/windowsAuthentication", "Default Web Site/app");
            windowsAuthenticationSection["enabled"] = true;

            serverManager.CommitChanges();
        }
    }
}
