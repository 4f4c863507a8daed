// Run as an administrator on the server: cscript //nologo FILE.js

var adminManager = new ActiveXObject("Microsoft.ApplicationHost.WritableAdminManager");
adminManager.CommitPath = "MACHINE/WEBROOT/APPHOST";


adminManager.CommitChanges();
