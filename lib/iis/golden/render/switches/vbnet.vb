' Reference %windir%\system32\inetsrv\Microsoft.Web.Administration.dll and run as an administrator on the server.
Imports System
Imports System.Text
Imports Microsoft.VisualBasic
Imports Microsoft.Web.Administration

Module Sample

    Sub Main()
        Using serverManager As New ServerManager()
            Dim config As Configuration = serverManager.GetApplicationHostConfiguration()

            Dim accessSection As ConfigurationSection = config.GetSection("system.webServer/security/access", "Default Web Site/app")
            accessSection("sslFlags") = "Ssl, SslNegotiateCert, SslRequireCert"

            Dim anonymousAuthenticationSection As ConfigurationSection = config.GetSection("system.webServer/security/authentication/anonymousAuthentication", "Default Web Site/app")
            anonymousAuthenticationSection("enabled") = False

            Dim basicAuthenticationSection As ConfigurationSection = config.GetSection("system.webServer/security/authentication/basicAuthentication", "Default Web Site/app")
            basicAuthenticationSection("enabled") = False

            Dim digestAuthenticationSection As ConfigurationSection = config.GetSection("system.webServer/security/authentication/digestAuthentication", "Default Web Site/app")
            digestAuthenticationSection("enabled") = False

            Dim windowsAuthenticationSection As ConfigurationSection = config.GetSection("system.webServer/security/authentication/windowsAuthentication", "Default Web Site/app")
            windowsAuthenticationSection("enabled") = True

            serverManager.CommitChanges()
        End Using
    End Sub

End Module
