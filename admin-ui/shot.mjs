import { chromium } from '@playwright/test';
const [,, out, width='360', js='yes'] = process.argv;
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']});
const p = await b.newPage({viewport:{width:Number(width),height:740},javaScriptEnabled: js==='yes',locale:'ja-JP',timezoneId:'Asia/Tokyo',baseURL:'http://127.0.0.1:48111'});
p.on('console',m=>console.log('console',m.text())); p.on('pageerror',e=>console.log('error',e.message));
await p.goto('/f/consultation-booking/form');
const w=()=>p.evaluate(()=>[document.documentElement.scrollWidth,innerWidth, document.activeElement?.tagName+' '+document.activeElement?.textContent?.slice(0,40)]);
await p.screenshot({path:out+'-1.png',fullPage:true}); console.log(await w());
await p.locator('button[value^="slot:visit:day:2026-11-25"]').click();
await p.waitForSelector('.times'); if(js==='yes') await p.waitForTimeout(300);
await p.screenshot({path:out+'-2.png',fullPage:true}); console.log(await w());
await p.locator('.times input:not([disabled])').first().check();
if(js==='yes'){ await p.locator('[name=people]').fill('3'); await p.waitForTimeout(1500); console.log(await p.locator('#live').textContent(), await p.locator('input[name=visit]:checked').count()); 
 await p.locator('[name="visit.place"]').nth(1).check(); await p.waitForTimeout(800); console.log(await p.locator('#live').textContent(), await w());}
else { await p.locator('[name="visit.place"]').nth(1).check(); await p.locator('button[value="slot:visit:place:"]').click(); }
await p.screenshot({path:out+'-3.png',fullPage:true}); console.log(await w());
await p.locator('button[value^="slot:visit:month:"]').last().click(); if(js==='yes') await p.waitForTimeout(500);
console.log(await w(), await p.locator('caption').textContent());
await b.close();
