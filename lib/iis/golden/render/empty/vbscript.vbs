' Run as an administrator on the server: cscript //nologo FILE.vbs

Set adminManager = CreateObject("Microsoft.ApplicationHost.WritableAdminManager")
adminManager.CommitPath = "MACHINE/WEBROOT/APPHOST"


adminManager.CommitChanges
